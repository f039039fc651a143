package dev.telltale.mixins.promql;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a Grafana dashboard. Replaced by a value each, an expression of a
 * panel becomes PromQL.
 *
 * @param values the value of each variable by its name; Grafana's own variables, such as
 * {@code __rate_interval}, have one already
 */
public record GrafanaVariables(Map<String, String> values) {

	private static final Map<String, String> OWN = Map.ofEntries(Map.entry("__rate_interval", "5m"),
			Map.entry("__interval", "1m"), Map.entry("__interval_ms", "60000"), Map.entry("__range", "1h"),
			Map.entry("__range_s", "3600"), Map.entry("__range_ms", "3600000"), Map.entry("__auto", "5m"),
			Map.entry("__from", "0"), Map.entry("__to", "3600000"), Map.entry("__timezone", "utc"));

	// $name, ${name}, ${name:format}, [[name]]. A group of label_replace is a digit.
	private static final Pattern VARIABLE = Pattern
		.compile("\\$\\{([A-Za-z_]\\w*)(?::\\w+)?}|\\$([A-Za-z_]\\w*)|\\[\\[([A-Za-z_]\\w*)(?::\\w+)?]]");

	/**
	 * Create variables.
	 * @param values the value of each variable by its name, which may be one of Grafana's
	 */
	public GrafanaVariables {
		Map<String, String> all = new HashMap<>(OWN);
		all.putAll(values);
		values = Map.copyOf(all);
	}

	/**
	 * Replace the variables in an expression. As in Grafana, what is no variable stays.
	 * @param expression the expression
	 * @return the expression with values
	 */
	public String replaceIn(String expression) {
		return VARIABLE.matcher(expression).replaceAll((match) -> {
			String name = (match.group(1) != null) ? match.group(1)
					: (match.group(2) != null) ? match.group(2) : match.group(3);
			return Matcher.quoteReplacement(this.values.getOrDefault(name, match.group()));
		});
	}

}
