package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the checks that {@link Diagnostics} runs.
 */
class DiagnosticChecksTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "shop")
		.withProperty("management.metrics.web.server.max-uri-tags", "1000")
		.withProperty("management.metrics.web.client.max-uri-tags", "1000");

	@ParameterizedTest
	@CsvSource({ "management.tracing.enabled, management.tracing.export.enabled",
			"management.otlp.tracing.endpoint, management.opentelemetry.tracing.export.otlp.endpoint",
			"management.otlp.tracing.export.enabled, management.tracing.export.otlp.enabled",
			"management.health.probes.enabled, management.endpoint.health.probes.enabled",
			"management.metrics.export.prometheus.step, management.prometheus.metrics.export.step" })
	void namesTheSuccessorOfADeadProperty(String dead, String successor) {
		this.environment.setProperty(dead, "x");
		assertThat(findings(new DeadPropertiesCheck(this.environment))).singleElement().satisfies((finding) -> {
			assertThat(finding.id()).isEqualTo("dead-property");
			assertThat(finding.problem()).startsWith(dead + " is ignored");
			assertThat(finding.fix()).isEqualTo("Rename it to " + successor + ".");
		});
	}

	@Test
	void livePropertiesAreNoFinding() {
		this.environment.setProperty("management.tracing.export.enabled", "true");
		assertThat(findings(new DeadPropertiesCheck(this.environment))).isEmpty();
	}

	@Test
	void aServiceThatIsWellConfiguredHasNoFinding() {
		assertThat(Stream.of(new SettingsCheck(this.environment), new EnvironmentVariablesCheck(this.environment),
				new DeadPropertiesCheck(this.environment), new AgentCheck(() -> List.of("-Xmx64m"))))
			.allSatisfy((check) -> assertThat(findings(check)).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "spring.application.name, '', no-name", "telltale.slo.enabled, false, objectives-without-slo",
			"management.metrics.web.server.max-uri-tags, 100, uri-limit",
			"management.metrics.web.client.max-uri-tags, 100, uri-limit",
			"management.metrics.distribution.percentiles.[http.server.requests], 0.95, percentiles",
			"management.endpoints.web.exposure.include, *, everything-exposed",
			"management.endpoints.web.exposure.include[0], *, everything-exposed" })
	void contradictionsAreFound(String property, String value, String id) {
		if (id.startsWith("objectives")) {
			this.environment.setProperty("telltale.slo.objectives.orders.availability.objective", "0.9");
		}
		this.environment.setProperty(property, value);
		assertThat(findings(new SettingsCheck(this.environment))).extracting(Finding::id).containsExactly(id);
	}

	@ParameterizedTest
	@CsvSource({ "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector:4318, otlp-endpoint-for-all",
			"OTEL_TRACES_SAMPLER_ARG, 0.5, sampler-argument-ignored", "OTEL_SERVICE_NAME, store, two-names" })
	void variablesThatSurpriseAreFound(String variable, String value, String id) {
		this.environment.setProperty(variable, value);
		assertThat(findings(new EnvironmentVariablesCheck(this.environment))).extracting(Finding::id)
			.containsExactly(id);
	}

	@Test
	void theAgentBesideTheBridgeIsFound() {
		AgentCheck check = new AgentCheck(() -> List.of("-javaagent:/opt/opentelemetry-javaagent.jar"));
		assertThat(findings(check)).extracting(Finding::id).containsExactly("agent-and-bridge");
	}

	@ParameterizedTest
	@CsvSource({ "200, 0", "401, 1", "302, 1", "403, 1", "500, 0" })
	void refusedScrapesAreFound(int status, int findings) {
		ScrapeAnswers answers = new ScrapeAnswers(() -> "/actuator/prometheus", "SecurityFilterChain");
		answers.answered(status);
		assertThat(findings(answers)).hasSize(findings);
	}

	@Test
	void aScrapeThatSucceedsEndsTheFinding() {
		ScrapeAnswers answers = new ScrapeAnswers(() -> "/actuator/prometheus", "SecurityFilterChain");
		answers.answered(401);
		answers.answered(500);
		assertThat(findings(answers)).hasSize(1);
		answers.answered(200);
		assertThat(findings(answers)).isEmpty();
	}

	@Test
	void theFirstRefusedScrapeOfARowIsLogged() {
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		Logger logger = (Logger) LoggerFactory.getLogger(ScrapeAnswers.class);
		logger.addAppender(lines);
		try {
			ScrapeAnswers answers = new ScrapeAnswers(() -> "/actuator/prometheus", "SecurityFilterChain");
			assertThat(answers.isScrape("/actuator/prometheus")).isTrue();
			IntStream.of(200, 401, 401, 200, 403).forEach(answers::answered);
		}
		finally {
			logger.detachAppender(lines);
		}
		assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN);
		assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly(
					(first) -> assertThat(first)
						.startsWith(
								"Scrapes of /actuator/prometheus are refused, 1 in a row, the last with status 401:")
						.endsWith(" [scrape-refused]"),
					(second) -> assertThat(second).contains("1 in a row, the last with status 403:"));
	}

	@Test
	void nothingIsAScrapeWhereTheEndpointIsNotExposed() {
		ScrapeAnswers answers = new ScrapeAnswers(() -> null, "SecurityFilterChain");
		assertThat(answers.isScrape("/actuator/prometheus")).isFalse();
		assertThat(answers.isScrape("")).isFalse();
	}

	@Test
	void aCheckThatFailsIsAFindingAndNoMore() {
		Diagnostics diagnostics = new Diagnostics(List.of(() -> {
			throw new IllegalStateException("broken");
		}, () -> List.of(new Finding("other", "Other.", "Do."))));
		assertThat(diagnostics.findings()).extracting(Finding::id).containsExactly("check-failed", "other");
	}

	@Test
	void settingsShowTheirOriginAndNoSecrets() {
		this.environment.setProperty("telltale.slo.enabled", "false");
		this.environment.setProperty("telltale.logging.masking.patterns[0]", "s3cr3t");
		List<EffectiveSettings.Setting> settings = new EffectiveSettings(attached()).read();
		assertThat(settings).extracting(EffectiveSettings.Setting::name)
			.containsExactlyInAnyOrder("telltale.slo.enabled", "telltale.logging.masking.patterns[0]");
		assertThat(settings).extracting(EffectiveSettings.Setting::value).containsExactlyInAnyOrder("false", "******");
	}

	private List<Finding> findings(DiagnosticCheck check) {
		attached();
		return check.check();
	}

	private MockEnvironment attached() {
		ConfigurationPropertySources.attach(this.environment);
		return this.environment;
	}

}
