package dev.telltale.tenlines;

import dev.telltale.observability.business.BusinessEvent;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A price, and its relay, which makes the classic mistake: it joins the address that it
 * calls out of strings, so that each address is a template of its own.
 */
@RestController
@SpringBootApplication
public class TenLineService {

	private final WebClient client;

	TenLineService(ObservationRegistry registry) {
		this.client = WebClient.builder().observationRegistry(registry).build();
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
	public Mono<String> relay(@PathVariable String items, @RequestHeader("Host") String host) {
		return this.client.get().uri("http://" + host + "/price/" + items).retrieve().bodyToMono(String.class);
	}

}
