package dev.telltale.observability.budget;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The service whose cost has bounds: routes with a variable, of which one writes a line
 * to the log.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class OrderController {

	private static final Logger logger = LoggerFactory.getLogger(OrderController.class);

	@GetMapping("/orders/{id}")
	String order(@PathVariable long id) {
		logger.info("Order {} is read", id);
		return "lamp";
	}

	@GetMapping("/orders/{id}/items")
	String items(@PathVariable long id) {
		return "lamp";
	}

	@GetMapping("/customers/{name}")
	String customer(@PathVariable String name) {
		return name;
	}

	@GetMapping("/invoices/{id}")
	String invoice(@PathVariable long id) {
		return "paid";
	}

}
