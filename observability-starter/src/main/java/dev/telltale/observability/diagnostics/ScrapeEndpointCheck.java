package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Finds a service that collects metrics for Prometheus and for nobody else, and does not
 * let Prometheus have them.
 */
class ScrapeEndpointCheck implements DiagnosticCheck {

	private final Supplier<@Nullable String> path;

	private final Environment environment;

	/**
	 * Create a check.
	 * @param path finds the path of the endpoint
	 * @param environment the environment
	 */
	ScrapeEndpointCheck(Supplier<@Nullable String> path, Environment environment) {
		this.path = path;
		this.environment = environment;
	}

	@Override
	public List<Finding> check() {
		if (this.path.get() != null) {
			return List.of();
		}
		String cause = cause();
		return List.of(new Finding("not-scrapable",
				"Prometheus cannot scrape this service, and nothing else takes its metrics: %s is %s."
					.formatted(PropertyOrigin.describe(this.environment, cause), String.join(",", values(cause))),
				"Change it so that the endpoint prometheus is exposed, or add a registry that pushes."));
	}

	private String cause() {
		if (ManagementPortType.get(this.environment) == ManagementPortType.DISABLED) {
			return "management.server.port";
		}
		for (String access : List.of("management.endpoint.prometheus.access", "management.endpoints.access.default",
				"management.endpoints.access.max-permitted")) {
			if ("none".equalsIgnoreCase(this.environment.getProperty(access))) {
				return access;
			}
		}
		Set<String> excluded = values("management.endpoints.web.exposure.exclude");
		boolean isExcluded = excluded.contains("prometheus") || excluded.contains("*");
		return "management.endpoints.web.exposure." + (isExcluded ? "exclude" : "include");
	}

	private Set<String> values(String property) {
		return Binder.get(this.environment).bind(property, Bindable.setOf(String.class)).orElse(Set.of());
	}

}
