package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Finds settings that contradict each other or that leave a service without a name.
 */
class SettingsCheck implements DiagnosticCheck {

	private static final String OBJECTIVES = "telltale.slo.objectives";

	private static final String SERVER_REQUESTS = "http.server.requests";

	private static final int DEFAULT_URI_LIMIT = 100;

	private final Environment environment;

	SettingsCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		if (!StringUtils.hasText(this.environment.getProperty("spring.application.name"))) {
			findings.add(new Finding("no-name",
					"The service has no name: traces say unknown_service, and log lines carry no service_name.",
					"Set spring.application.name."));
		}
		if (!isEnabled("telltale.slo.enabled", true) && isBound(OBJECTIVES)) {
			findings.add(new Finding("objectives-without-slo",
					"Objectives are declared under %s, but telltale.slo.enabled is false.".formatted(OBJECTIVES),
					"Remove telltale.slo.enabled, or the objectives."));
		}
		checkUriLimit("management.metrics.web.server.max-uri-tags", findings);
		checkUriLimit("management.metrics.web.client.max-uri-tags", findings);
		checkPercentiles(findings);
		checkExposure(findings);
		return findings;
	}

	private void checkUriLimit(String property, List<Finding> findings) {
		int boots = this.environment.getProperty(property, Integer.class, DEFAULT_URI_LIMIT);
		int guards = this.environment.getProperty("telltale.cardinality.limit", Integer.class, DEFAULT_URI_LIMIT);
		if (boots <= guards && isEnabled("telltale.cardinality.enabled", true)) {
			findings.add(new Finding("uri-limit",
					"%s is %d: from that many routes on, Boot drops requests from the metrics before the cardinality guard (%d) can collapse them."
						.formatted(property, boots, guards),
					"Raise %s above telltale.cardinality.limit.".formatted(property)));
		}
	}

	private void checkPercentiles(List<Finding> findings) {
		String prefix = "management.metrics.distribution.percentiles";
		Map<String, String> percentiles = Binder.get(this.environment)
			.bind(prefix, Bindable.mapOf(String.class, String.class))
			.orElse(Map.of());
		if (percentiles.containsKey(SERVER_REQUESTS) || percentiles.containsKey("all")) {
			findings.add(new Finding("percentiles",
					"%s computes percentiles in the process; they cannot be aggregated over instances."
						.formatted(prefix),
					"Remove them and use histogram_quantile over the buckets."));
		}
	}

	private void checkExposure(List<Finding> findings) {
		Set<String> exposed = Binder.get(this.environment)
			.bind("management.endpoints.web.exposure.include", Bindable.setOf(String.class))
			.orElse(Set.of());
		if (exposed.contains("*") && !StringUtils.hasText(this.environment.getProperty("management.server.port"))) {
			findings.add(new Finding("everything-exposed",
					"Every actuator endpoint, heapdump and env included, is exposed on the port of the users.",
					"Name the endpoints in management.endpoints.web.exposure.include, or set management.server.port."));
		}
	}

	private boolean isEnabled(String property, boolean otherwise) {
		return this.environment.getProperty(property, Boolean.class, otherwise);
	}

	private boolean isBound(String property) {
		return Binder.get(this.environment).bind(property, Bindable.mapOf(String.class, Object.class)).isBound();
	}

}
