package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.List;

import dev.telltale.observability.tracing.SpanExport;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Finds an endpoint for traces that gets none.
 */
class TracingCheck implements DiagnosticCheck {

	private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	private static final List<String> SWITCHES = List.of("management.tracing.export.otlp.enabled",
			"management.tracing.export.enabled", "management.opentelemetry.enabled");

	private final Environment environment;

	private final ObjectProvider<SpanExport> spanExport;

	TracingCheck(Environment environment, ObjectProvider<SpanExport> spanExport) {
		this.environment = environment;
		this.spanExport = spanExport;
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		SpanExport export = this.spanExport.getIfAvailable();
		boolean exported = export != null && !export.destinations().isEmpty();
		String endpoint = this.environment.getProperty(ENDPOINT);
		if (!exported && StringUtils.hasText(endpoint) && !endpoint.equalsIgnoreCase("false")) {
			SWITCHES.stream()
				.filter((property) -> !this.environment.getProperty(property, Boolean.class, true))
				.findFirst()
				.ifPresent((property) -> findings.add(new Finding("export-off",
						"%s is set, but %s is false: no trace is exported."
							.formatted(PropertyOrigin.describe(this.environment, ENDPOINT), property),
						"Remove one of the two.")));
		}
		if (exported && export.probability() != null && export.probability() == 0) {
			findings.add(new Finding("nothing-sampled",
					"Traces are exported by %s, but none that begins in this service is sampled."
						.formatted(String.join(" and ", export.destinations())),
					"Raise management.tracing.sampling.probability, or remove %s.".formatted(ENDPOINT)));
		}
		return findings;
	}

}
