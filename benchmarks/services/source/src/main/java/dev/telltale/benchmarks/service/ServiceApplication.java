package dev.telltale.benchmarks.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A route with a variable, a JSON answer and a line in the log: what every request of a
 * real service has at least.
 */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class ServiceApplication {

	private static final Logger logger = LoggerFactory.getLogger(ServiceApplication.class);

	public static void main(String[] args) {
		SpringApplication.run(ServiceApplication.class, args);
	}

	@GetMapping("/orders/{id}")
	Order order(@PathVariable long id) {
		logger.info("Order {} is read", id);
		return new Order(id, "EUR", 4200);
	}

	record Order(long id, String currency, long cents) {

	}

}
