package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Finds properties that Spring Boot 4 no longer reads. It ignores them without a word
 * unless its properties migrator is there.
 */
class DeadPropertiesCheck implements DiagnosticCheck {

	/**
	 * The successor of each dead property, or of all below it.
	 */
	private static final Map<String, String> SUCCESSORS = new LinkedHashMap<>();

	static {
		SUCCESSORS.put("management.tracing.enabled", "management.tracing.export.enabled");
		SUCCESSORS.put("management.otlp.tracing.export.enabled", "management.tracing.export.otlp.enabled");
		SUCCESSORS.put("management.otlp.tracing", "management.opentelemetry.tracing.export.otlp");
		SUCCESSORS.put("management.otlp.logging.export.enabled", "management.logging.export.otlp.enabled");
		SUCCESSORS.put("management.otlp.logging", "management.opentelemetry.logging.export.otlp");
		SUCCESSORS.put("management.tracing.opentelemetry.export", "management.opentelemetry.tracing.export");
		SUCCESSORS.put("management.health.probes.enabled", "management.endpoint.health.probes.enabled");
		SUCCESSORS.put("management.metrics.export.prometheus", "management.prometheus.metrics.export");
		SUCCESSORS.put("management.metrics.web.server.request.metric-name",
				"management.observations.http.server.requests.name");
		SUCCESSORS.put("management.metrics.web.client.request.metric-name",
				"management.observations.http.client.requests.name");
	}

	private final Environment environment;

	DeadPropertiesCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().forEach((name) -> check(name, iterable, findings));
			}
		}
		return findings;
	}

	private void check(ConfigurationPropertyName name, ConfigurationPropertySource source, List<Finding> findings) {
		for (Map.Entry<String, String> renamed : SUCCESSORS.entrySet()) {
			ConfigurationPropertyName dead = ConfigurationPropertyName.of(renamed.getKey());
			if (dead.equals(name) || dead.isAncestorOf(name)) {
				String rest = name.toString().substring(dead.toString().length());
				findings.add(new Finding("dead-property",
						"%s is ignored, for Spring Boot 4 does not know it (%s).".formatted(name,
								Origin.from(source.getConfigurationProperty(name))),
						"Rename it to %s%s.".formatted(renamed.getValue(), rest)));
				return;
			}
		}
	}

}
