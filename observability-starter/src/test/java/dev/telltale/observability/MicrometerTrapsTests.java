package dev.telltale.observability;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Traps of Micrometer and Spring Boot that a service with the starter must not fall into.
 */
class MicrometerTrapsTests {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void sloEventsAreCountedBesideHandlersThatReplaceThoseOfBoot(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, ShopWithHandlers.class)) {
			assertThat(service.get("/orders")).isEqualTo(200);
			await().untilAsserted(() -> assertThat(service.registry()
				.get("slo.events")
				.tags("slo", "http", "sli", "availability", "result", "good")
				.counter()
				.count()).isEqualTo(1));
			// The trap: of two handlers of a kind, the second is never called.
			assertThat(service.registry().find("http.server.requests").timer()).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void noTwoMetersClaimOneNameOfPrometheus(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, ShopThatInsistsOnNames.class)) {
			assertThat(service.get("/orders")).isEqualTo(200);
			assertThat(service.get("/nowhere")).isEqualTo(404);
			await().untilAsserted(() -> assertThat(service.bean(PrometheusMeterRegistry.class).scrape())
				.contains("http_server_requests_seconds_count", "slo_events_total", "telltale_cardinality"));
		}
	}

	@Test
	void aConfigurationThatNeedsTheRegistryAndDeclaresAFilterMakesNoCycle() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, ShopWithFilter.class)) {
			assertThat(service.get("/orders")).isEqualTo(200);
		}
	}

	@Test
	void filtersAndCustomizersOfTheStarterAreStatic() throws Exception {
		List<Method> methods = new ArrayList<>();
		for (String name : ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())) {
			if (name.startsWith("dev.telltale.")) {
				addFilters(methods, Class.forName(name));
			}
		}
		assertThat(methods).isNotEmpty().allMatch((method) -> Modifier.isStatic(method.getModifiers()));
	}

	private static void addFilters(List<Method> methods, Class<?> configuration) {
		for (Method method : configuration.getDeclaredMethods()) {
			if (method.isAnnotationPresent(Bean.class) && (MeterFilter.class.isAssignableFrom(method.getReturnType())
					|| MeterRegistryCustomizer.class.isAssignableFrom(method.getReturnType()))) {
				methods.add(method);
			}
		}
		for (Class<?> nested : configuration.getDeclaredClasses()) {
			addFilters(methods, nested);
		}
	}

	@Test
	void metersThatAreOlderThanTheFiltersKeepTheirIds() {
		try (TestService service = TestService.start(WebApplicationType.NONE, OldMeters.class)) {
			SimpleMeterRegistry registry = service.bean(SimpleMeterRegistry.class);
			registry.counter("logins", "user.id", "42").increment();
			registry.counter("logins", "user.id", "43").increment();
			assertThat(registry.find("logins").counters()).extracting((counter) -> counter.getId().getTag("user.id"))
				.containsExactlyInAnyOrder("42", "other");
			assertThat(registry.find("logins").counters()).extracting(Counter::count).containsOnly(1.0);
		}
	}

	@Test
	void gaugesOfTheStarterOutliveAGarbageCollection() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, Shop.class,
				"telltale.slo.objectives.orders.http.uri=/orders",
				"telltale.slo.objectives.orders.availability.objective=0.999")) {
			await()
				.untilAsserted(() -> assertThat(service.registry().find("application.health").gauges()).isNotEmpty());
			System.gc();
			List<Gauge> gauges = new ArrayList<>();
			for (Meter meter : service.registry().getMeters()) {
				String name = meter.getId().getName();
				if (meter instanceof Gauge gauge && (name.startsWith("slo.") || name.startsWith("telltale.")
						|| name.equals("application.info") || name.startsWith("application.health"))) {
					gauges.add(gauge);
				}
			}
			assertThat(gauges).extracting((gauge) -> gauge.getId().getName())
				.contains("slo.objective", "telltale.cardinality.collapsed.tags", "application.info",
						"application.health");
			assertThat(gauges).allSatisfy((gauge) -> assertThat(gauge.value()).as(gauge.getId().toString()).isNotNaN());
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Orders.class)
	static class Shop {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.class)
	static class ShopWithHandlers {

		@Bean
		MeterObservationHandler<Observation.Context> metersOfTheUser() {
			return new MeterObservationHandler<>() {
			};
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		TracingObservationHandler<Observation.Context> spansOfTheUser(Tracer tracer) {
			return () -> tracer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.class)
	static class ShopThatInsistsOnNames {

		@Bean
		static MeterRegistryCustomizer<PrometheusMeterRegistry> insistOnNames() {
			return PrometheusMeterRegistry::throwExceptionOnRegistrationFailure;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.class)
	static class ShopWithFilter {

		ShopWithFilter(MeterRegistry registry) {
			registry.counter("orders");
		}

		@Bean
		static MeterFilter rename() {
			return MeterFilter.renameTag("orders", "kind", "type");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OldMeters {

		@Bean
		SimpleMeterRegistry registryWithMeters() {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			registry.counter("logins", "user.id", "42");
			return registry;
		}

	}

	@RestController
	static class Orders {

		@GetMapping("/orders")
		String orders() {
			return "";
		}

	}

}
