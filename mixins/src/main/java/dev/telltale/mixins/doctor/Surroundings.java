package dev.telltale.mixins.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.telltale.mixins.Mixin;
import tools.jackson.databind.JsonNode;

/**
 * What the doctor knows beside the answers. Immutable.
 *
 * @param exporters what exports metrics that services do not, by a regular expression
 * over their names
 * @param optionalLabels labels that may be absent
 * @param grafanaVariables values for variables of dashboards, Grafana's own included
 */
public record Surroundings(Map<String, String> exporters, List<String> optionalLabels,
		Map<String, String> grafanaVariables) {

	/**
	 * Create surroundings.
	 * @param exporters what exports metrics, by a regular expression over their names
	 * @param optionalLabels labels that may be absent
	 * @param grafanaVariables values for variables of dashboards
	 */
	public Surroundings {
		exporters = Map.copyOf(exporters);
		optionalLabels = List.copyOf(optionalLabels);
		grafanaVariables = Map.copyOf(grafanaVariables);
	}

	/**
	 * Return what a mixin knows.
	 * @param mixin the mixin
	 * @param config what differs from its {@code _config}
	 * @param scrapeInterval how often Prometheus scrapes, from which Grafana computes the
	 * windows of rates
	 * @return the surroundings
	 */
	public static Surroundings of(Mixin mixin, Map<String, ?> config, Duration scrapeInterval) {
		JsonNode known = mixin.evaluate("{ exporters: mixin.contract.exporters, labels: mixin._config.identityLabels }",
				config);
		Map<String, String> exporters = new LinkedHashMap<>();
		known.get("exporters").forEachEntry((pattern, name) -> exporters.put(pattern, name.asString()));
		List<String> labels = new ArrayList<>();
		known.get("labels").forEach((label) -> labels.add(label.asString()));
		Map<String, String> variables = new HashMap<>();
		variables.put("__rate_interval", scrapeInterval.multipliedBy(4).toSeconds() + "s");
		return new Surroundings(exporters, labels, variables);
	}

	/**
	 * Return these surroundings with a value for a variable.
	 * @param name the name of the variable
	 * @param value its value
	 * @return the changed surroundings
	 */
	public Surroundings with(String name, String value) {
		Map<String, String> variables = new HashMap<>(this.grafanaVariables);
		variables.put(name, value);
		return new Surroundings(this.exporters, this.optionalLabels, variables);
	}

	Optional<String> exporterOf(String metric) {
		return this.exporters.entrySet()
			.stream()
			.filter((exporter) -> Pattern.matches(exporter.getKey(), metric))
			.map(Map.Entry::getValue)
			.findFirst();
	}

	boolean isOptional(String label) {
		return this.optionalLabels.contains(label);
	}

}
