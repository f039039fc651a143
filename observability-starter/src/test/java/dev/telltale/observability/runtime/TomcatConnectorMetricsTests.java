package dev.telltale.observability.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

import dev.telltale.observability.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TomcatConnectorMetrics}.
 */
class TomcatConnectorMetricsTests {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^(tomcat_(?:threads|connections)_\\S*)\\{(.*)} (\\S+)$");

	@Test
	void aScrapeTellsHowManyThreadsAreBusy() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, Shop.class,
				"server.tomcat.threads.max=7", "server.tomcat.max-connections=50")) {
			assertThat(samples(service)).containsEntry("tomcat_threads_config_max_threads", 7.0)
				.containsEntry("tomcat_connections_config_max_connections", 50.0);
			List<CompletableFuture<?>> requests = new ArrayList<>();
			try {
				for (int i = 0; i < 3; i++) {
					requests.add(CompletableFuture.runAsync(() -> get(service, "/wait")));
				}
				// The fourth is the scrape.
				await()
					.untilAsserted(() -> assertThat(samples(service)).containsEntry("tomcat_threads_busy_threads", 4.0)
						.hasEntrySatisfying("tomcat_threads_current_threads",
								(threads) -> assertThat(threads).isGreaterThanOrEqualTo(4))
						.hasEntrySatisfying("tomcat_connections_current_connections",
								(connections) -> assertThat(connections).isGreaterThanOrEqualTo(4)));
			}
			finally {
				service.bean(CountDownLatch.class).countDown();
				requests.forEach(CompletableFuture::join);
			}
		}
	}

	@Test
	void namesAConnectorAsTomcatDoes() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, Shop.class)) {
			assertThat(get(service, "/actuator/prometheus")).containsPattern(
					"tomcat_threads_config_max_threads\\{[^}]*name=\"http-nio-127\\.0\\.0\\.1-auto-\\d+\"");
		}
	}

	// Boot switches the MBeans off for the whole process: that Micrometer exports the
	// same
	// from them cannot be seen beside the other tests.
	@Test
	void leavesItToMicrometerWhereThereAreMBeans() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(RuntimeMetricsAutoConfiguration.class));
		runner.run((context) -> assertThat(context).hasSingleBean(TomcatConnectorMetrics.class));
		runner.withPropertyValues("server.tomcat.mbeanregistry.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(TomcatConnectorMetrics.class));
	}

	private static Map<String, Double> samples(TestService service) {
		Map<String, Double> samples = new TreeMap<>();
		SAMPLE.matcher(get(service, "/actuator/prometheus"))
			.results()
			.forEach((sample) -> samples.put(sample.group(1), Double.valueOf(sample.group(3))));
		return samples;
	}

	private static String get(TestService service, String path) {
		try {
			return service.get(service.port(), path).body();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		CountDownLatch latch() {
			return new CountDownLatch(1);
		}

		@Bean
		Waiter waiter(CountDownLatch latch) {
			return new Waiter(latch);
		}

	}

	@RestController
	static class Waiter {

		private final CountDownLatch latch;

		Waiter(CountDownLatch latch) {
			this.latch = latch;
		}

		@GetMapping("/wait")
		String await() throws InterruptedException {
			this.latch.await();
			return "served";
		}

	}

}
