package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.List;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Finds OpenTelemetry's environment variables that surprise: Boot gives them precedence
 * over everything, command line included.
 */
class EnvironmentVariablesCheck implements DiagnosticCheck {

	private final Environment environment;

	EnvironmentVariablesCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		if (isSet("OTEL_EXPORTER_OTLP_ENDPOINT")) {
			findings.add(new Finding("otlp-endpoint-for-all",
					"OTEL_EXPORTER_OTLP_ENDPOINT sets the endpoint of traces, logs and metrics at once, and wins over every property.",
					"Set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT instead if you export traces only."));
		}
		if (isSet("OTEL_TRACES_SAMPLER_ARG") && !isSet("OTEL_TRACES_SAMPLER")) {
			findings.add(new Finding("sampler-argument-ignored",
					"OTEL_TRACES_SAMPLER_ARG is ignored, for OTEL_TRACES_SAMPLER is not set.",
					"Set OTEL_TRACES_SAMPLER=parentbased_traceidratio too, or use management.tracing.sampling.probability."));
		}
		String serviceName = this.environment.getProperty("OTEL_SERVICE_NAME");
		String applicationName = this.environment.getProperty("spring.application.name");
		if (StringUtils.hasText(serviceName) && !serviceName.equals(applicationName)) {
			findings.add(new Finding("two-names",
					"Traces say service.name=%s (OTEL_SERVICE_NAME), logs and metrics say %s (spring.application.name)."
						.formatted(serviceName, applicationName),
					"Give both the same value, or remove OTEL_SERVICE_NAME."));
		}
		return findings;
	}

	private boolean isSet(String variable) {
		return StringUtils.hasText(this.environment.getProperty(variable));
	}

}
