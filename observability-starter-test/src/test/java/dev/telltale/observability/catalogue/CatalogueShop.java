package dev.telltale.observability.catalogue;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.telltale.observability.business.BusinessMetrics;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
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
@EnableAutoConfiguration(exclude = KafkaMetricsAutoConfiguration.class)
@EnableScheduling
@Import({ CatalogueShop.ShopController.class, CatalogueShop.Chores.class, CatalogueShop.HurriedKafkaMetrics.class })
class CatalogueShop {

	/** What its own meters start with: they are none of the catalogue's. */
	static final String OWN_PREFIX = "shop.";

	@RestController
	static class ShopController {

		private final BusinessMetrics.BusinessEvent order;

		private final MeterRegistry registry;

		private final JdbcClient jdbc;

		private final RestClient rest;

		private final KafkaTemplate<String, String> kafka;

		ShopController(BusinessMetrics business, MeterRegistry registry, JdbcClient jdbc, RestClient.Builder rest,
				KafkaTemplate<String, String> kafka) {
			this.order = business.event("order").withCurrency(Currency.getInstance("EUR"));
			business.gauge("open_orders", "A gauge of the service's own, with the name it was given in code", () -> 1);
			this.registry = registry;
			this.jdbc = jdbc;
			this.rest = rest.build();
			this.kafka = kafka;
		}

		@GetMapping("/orders/{id}")
		int order(@PathVariable int id) {
			if (id == 0) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			this.kafka.send("orders", "order " + id).join();
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

		@KafkaListener(id = "packer", topics = "orders")
		void pack(String order) {
		}

	}

	/**
	 * What Boot does for Kafka's clients, but for the minute between two looks at what
	 * metrics they have: those of topics and partitions come later than the others.
	 */
	@Configuration(proxyBeanMethods = false)
	static class HurriedKafkaMetrics implements DisposableBean {

		/** No bean, which would keep Boot from making executors of its own. */
		private final HurriedExecutor executor = new HurriedExecutor();

		@Override
		public void destroy() {
			this.executor.shutdownNow();
		}

		@Bean
		DefaultKafkaConsumerFactoryCustomizer consumerMetrics(MeterRegistry registry) {
			return (factory) -> addListener(factory, registry, this.executor);
		}

		private static <K, V> void addListener(DefaultKafkaConsumerFactory<K, V> factory, MeterRegistry registry,
				HurriedExecutor executor) {
			factory.addListener(new MicrometerConsumerListener<>(registry, new ConcurrentTaskScheduler(executor)));
		}

		@Bean
		DefaultKafkaProducerFactoryCustomizer producerMetrics(MeterRegistry registry) {
			return (factory) -> addListener(factory, registry, this.executor);
		}

		private static <K, V> void addListener(DefaultKafkaProducerFactory<K, V> factory, MeterRegistry registry,
				HurriedExecutor executor) {
			factory.addListener(new MicrometerProducerListener<>(registry, new ConcurrentTaskScheduler(executor)));
		}

	}

	static class HurriedExecutor extends ScheduledThreadPoolExecutor {

		HurriedExecutor() {
			super(1);
		}

		@Override
		public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
			return super.scheduleAtFixedRate(command, 1, 1, TimeUnit.SECONDS);
		}

	}

}
