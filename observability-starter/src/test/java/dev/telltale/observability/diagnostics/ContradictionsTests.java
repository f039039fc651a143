package dev.telltale.observability.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.telltale.observability.TestService;
import dev.telltale.observability.logging.LoggingProperties;
import io.micrometer.core.instrument.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What services with settings that contradict each other say of themselves.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContradictionsTests {

	private static final Pattern SELECTOR = Pattern
		.compile("(telltale\\.slo\\.objectives\\.\\w+)\\.(?:http\\.uri|observation)=.*");

	private static final String EXCLUDED = "telltale.http.excluded-paths=/healthz,/internal/**";

	private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:1/v1/traces";

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void anSloThatIsExcludedStopsTheStart(WebApplicationType type, CapturedOutput output) {
		assertThatExceptionOfType(ContradictionException.class)
			.isThrownBy(() -> start(type, "telltale.logging.console-format=text", EXCLUDED,
					objective("orders", "http.uri=/internal/orders/{id}")));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("telltale.slo.objectives.orders.http.uri (\"telltale.slo.objectives.orders.http.uri\" from "
					+ "property source \"commandLineArgs\") is '/internal/orders/{id}', and telltale.http.excluded-paths "
					+ "keeps all requests to '/internal/**' out of SLOs: this one would never count an event.")
			.contains("Remove '/internal/**' from telltale.http.excluded-paths, or the objective.")
			.doesNotContain("\tat ");
	}

	@Test
	void anSloThatIsExcludedIsFoundWhateverItsName() {
		assertThatExceptionOfType(ContradictionException.class)
			.isThrownBy(
					() -> start(WebApplicationType.SERVLET, EXCLUDED, objective("my_orders", "http.uri=/internal/**")))
			.withMessageStartingWith("telltale.slo.objectives.my_orders.http.uri (\"");
	}

	@Test
	void aContradictionStopsTheStartAlsoWhereBeansAreLazy() {
		assertThatExceptionOfType(ContradictionException.class).isThrownBy(() -> start(WebApplicationType.SERVLET,
				"spring.main.lazy-initialization=true", EXCLUDED, objective("orders", "http.uri=/internal/**")));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			telltale.http.excluded-paths=/internal/**, /orders
			telltale.http.excluded-paths=/internal/**, /**
			telltale.diagnostics.enabled=false,        /internal/orders
			""")
	void otherServicesStart(String setting, String uri) {
		try (TestService service = start(WebApplicationType.SERVLET, EXCLUDED, setting,
				objective("orders", "http.uri=" + uri))) {
			assertThat(service.port()).isPositive();
		}
	}

	@Test
	void whatKeepsSlosFromCountingIsFound() {
		try (TestService service = start(WebApplicationType.SERVLET, "management.observations.enable.http=false",
				"management.observations.enable.jobs=true", objective("orders", "observation=jobs.orders"),
				objective("probes", "http.uri=/actuator/health/{*path}"))) {
			assertThat(findings(service)).extracting(Finding::id, Finding::problem)
				.containsExactlyInAnyOrder(
						tuple("slo-unobserved",
								"SLO http counts nothing, for management.observations.enable.http is false and no "
										+ "http.server.requests is observed."),
						tuple("slo-unobserved",
								"SLO probes counts nothing, for management.observations.enable.http is false and no "
										+ "http.server.requests is observed."),
						tuple("slo-excluded",
								"SLO probes counts nothing, for requests to /actuator/health/{*path} are kept out of "
										+ "SLOs, as all management traffic is."));
		}
	}

	@Test
	void whatKeepsMetersFromBeingReadIsFound() {
		try (TestService service = start(WebApplicationType.SERVLET, "management.metrics.enable.slo=false",
				"management.metrics.enable.application.health.refresh=false",
				"management.observations.http.server.requests.name=my.requests",
				"telltale.slo.objectives.report.http.uri=/report",
				"telltale.slo.objectives.report.latency.objective=0.9",
				"telltale.slo.objectives.report.latency.threshold=30s")) {
			assertThat(findings(service)).extracting(Finding::id)
				.containsExactlyInAnyOrder("meters-off", "meters-off", "requests-renamed", "threshold-beyond-buckets");
			assertThat(findings(service)).extracting(Finding::problem)
				.contains(
						"management.metrics.enable.slo is false, so slo.events, slo.objective, slo.latency.threshold, "
								+ "slo.min.bad.events, slo.ignored.events are missing, which dashboards and alerts read.",
						"management.metrics.enable.application.health.refresh is false, so "
								+ "application.health.refresh.timestamp is missing, which dashboards and alerts read.",
						"SLO report has a threshold of 30s, and the highest bucket of http.server.requests is 10s: it "
								+ "is counted exactly, but no percentile shows how close requests come.");
		}
	}

	@ParameterizedTest
	@CsvSource({ "management.tracing.export.enabled, export-off", "management.tracing.export.otlp.enabled, export-off",
			"management.opentelemetry.enabled, export-off" })
	void anEndpointForTracesThatGetsNoneIsFound(String property, String id) {
		try (TestService service = start(WebApplicationType.NONE, ENDPOINT, property + "=false")) {
			assertThat(findings(service)).singleElement().satisfies((finding) -> {
				assertThat(finding.id()).isEqualTo(id);
				assertThat(finding.problem()).contains("commandLineArgs", "but " + property + " is false");
			});
		}
	}

	@Test
	void anEndpointForTracesWithoutSamplesIsFound() {
		try (TestService service = start(WebApplicationType.NONE, ENDPOINT,
				"management.tracing.sampling.probability=0")) {
			assertThat(findings(service)).extracting(Finding::id).containsExactly("nothing-sampled");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoints.web.exposure.include=health",
			"management.endpoints.web.exposure.exclude=prometheus", "management.endpoint.prometheus.access=none",
			"management.endpoints.access.default=none", "management.server.port=-1" })
	void anEndpointThatNobodyCanScrapeIsFound(String setting) {
		try (TestService service = start(WebApplicationType.SERVLET, setting)) {
			assertThat(findings(service)).singleElement().satisfies((finding) -> {
				assertThat(finding.id()).isEqualTo("not-scrapable");
				assertThat(finding.problem()).contains(setting.substring(0, setting.indexOf('=')) + " (")
					.endsWith(" is " + setting.substring(setting.indexOf('=') + 1) + ".");
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "include, 'health,info'", "exclude, 'env,prometheus'" })
	void anEndpointThatAListKeepsFromScrapesIsFound(String list, String endpoints, @TempDir Path directory)
			throws IOException {
		Path file = Files.writeString(directory.resolve("lists.yaml"),
				"management.endpoints.web.exposure.%s: [%s]".formatted(list, endpoints));
		try (TestService service = start(WebApplicationType.SERVLET,
				"spring.config.additional-location=" + file.toUri())) {
			assertThat(findings(service)).singleElement().satisfies((finding) -> {
				assertThat(finding.id()).isEqualTo("not-scrapable");
				assertThat(finding.problem()).contains("management.endpoints.web.exposure." + list + " (", "lists.yaml")
					.endsWith(" is " + endpoints + ".");
			});
		}
	}

	@Test
	void accessLinesThatNobodyWritesAreFound() {
		Logger access = (Logger) LoggerFactory.getLogger(LoggingProperties.Access.LOGGER);
		try (TestService service = start(WebApplicationType.SERVLET, "telltale.logging.access.enabled=true",
				"logging.level." + LoggingProperties.Access.LOGGER + "=warn")) {
			assertThat(findings(service)).extracting(Finding::id).containsExactly("access-log-silent");
			access.setLevel(Level.INFO);
			assertThat(findings(service)).isEmpty();
		}
		finally {
			access.setLevel(null);
		}
	}

	@Test
	void tagsThatWereCollapsedAreFoundButForThoseThatMustBe() {
		try (TestService service = start(WebApplicationType.NONE)) {
			for (int i = 0; i < 101; i++) {
				Counter.builder("parcels")
					.tag("city", "city-" + i)
					.tag("email", "somebody@" + i)
					.register(service.registry());
			}
			assertThat(findings(service)).singleElement().satisfies((finding) -> {
				assertThat(finding.id()).isEqualTo("tag-collapsed");
				assertThat(finding.problem())
					.isEqualTo("The tag city of parcels has more than 100 values: further ones count as 'other'.");
				assertThat(finding.fix()).endsWith("raise telltale.cardinality.limits.parcels.city.");
			});
		}
	}

	@Test
	void aMeterWithTooManySeriesIsFound() {
		try (TestService service = start(WebApplicationType.NONE, "telltale.cardinality.series-limits.parcels=10")) {
			for (int i = 0; i < 11; i++) {
				Counter.builder("parcels").tag("city", "city-" + i).register(service.registry());
			}
			assertThat(findings(service)).singleElement().satisfies((finding) -> {
				assertThat(finding.id()).isEqualTo("tag-collapsed");
				assertThat(finding.problem()).isEqualTo(
						"The meter parcels has more than 10 combinations of tag values: further ones count as 'other'.");
				assertThat(finding.fix()).endsWith("raise telltale.cardinality.series-limits.parcels.");
			});
		}
	}

	private static String objective(String name, String selector) {
		return "telltale.slo.objectives." + name + "." + selector;
	}

	private static List<Finding> findings(TestService service) {
		return service.bean(Diagnostics.class).findings();
	}

	private static TestService start(WebApplicationType type, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("spring.application.name=shop");
		for (String property : properties) {
			Matcher selector = SELECTOR.matcher(property);
			if (selector.matches()) {
				all.add(selector.group(1) + ".availability.objective=0.99");
			}
		}
		return TestService.start(type, Shop.class, all.toArray(String[]::new));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
