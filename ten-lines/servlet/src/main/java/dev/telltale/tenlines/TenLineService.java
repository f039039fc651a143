package dev.telltale.tenlines;

import dev.telltale.observability.business.BusinessEvent;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * A price, and its relay, which makes the classic mistake: it joins the address that it
 * calls out of strings, so that each address is a template of its own.
 */
@RestController
@SpringBootApplication
public class TenLineService {

	private final RestClient client;

	TenLineService(ObservationRegistry registry) {
		this.client = RestClient.builder().observationRegistry(registry).build();
	}

	public static void main(String[] args) {
		SpringApplication.run(TenLineService.class, args);
	}

	@BusinessEvent(value = "sale", amount = "#result", currency = "EUR")
	@GetMapping("/price/{items}")
	public int price(@PathVariable int items) {
		return 1000 / items;
	}

	@GetMapping("/relay/{items}")
	public @Nullable String relay(@PathVariable String items, @RequestHeader("Host") String host) {
		return this.client.get().uri("http://" + host + "/price/" + items).retrieve().body(String.class);
	}

}
