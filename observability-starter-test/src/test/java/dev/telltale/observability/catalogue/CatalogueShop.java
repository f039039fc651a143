package dev.telltale.observability.catalogue;

import java.math.BigDecimal;
import java.util.Currency;

import dev.telltale.observability.business.BusinessMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/**
 * A service that does everything of which the starter emits metrics.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@Import({ CatalogueShop.ShopController.class, CatalogueShop.Chores.class })
class CatalogueShop {

	/** What its own meters start with: they are none of the catalogue's. */
	static final String OWN_PREFIX = "shop.";

	@RestController
	static class ShopController {

		private final BusinessMetrics.BusinessEvent order;

		private final MeterRegistry registry;

		private final JdbcClient jdbc;

		private final RestClient rest;

		ShopController(BusinessMetrics business, MeterRegistry registry, JdbcClient jdbc, RestClient.Builder rest) {
			this.order = business.event("order").withCurrency(Currency.getInstance("EUR"));
			business.gauge("open_orders", "A gauge of the service's own, with the name it was given in code", () -> 1);
			this.registry = registry;
			this.jdbc = jdbc;
			this.rest = rest.build();
		}

		@GetMapping("/orders/{id}")
		int order(@PathVariable int id) {
			if (id == 0) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			this.order.succeeded();
			this.order.amount(BigDecimal.TEN, Currency.getInstance("EUR"));
			return this.jdbc.sql("select " + 100 / id).query(Integer.class).single();
		}

		@GetMapping("/call")
		void call(@RequestHeader("Host") String host) {
			this.rest.get().uri("http://{host}/orders/{id}", host, 1).retrieve().toBodilessEntity();
		}

		@GetMapping("/collapse")
		void collapse() {
			for (int i = 0; i < 200; i++) {
				this.registry.counter(OWN_PREFIX + "searches", "term", "term-" + i).increment();
			}
		}

	}

	static class Chores {

		@Scheduled(fixedDelay = 100)
		void tidy() {
		}

	}

}
