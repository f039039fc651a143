package dev.telltale.mixins;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads YAML, and prints it as people like to read it: keys in the order in which the
 * manuals of Prometheus and Alertmanager explain them, queries as blocks.
 */
public final class Yaml {

	private static final List<String> ORDER = List.of("apiVersion", "kind", "metadata", "name", "interval", "record",
			"alert", "expr", "for", "keep_firing_for", "labels", "annotations", "summary", "description", "rules",
			"global", "templates", "route", "receiver", "matchers", "group_by", "group_wait", "group_interval",
			"repeat_interval", "active_time_intervals", "routes", "time_intervals", "source_matchers",
			"target_matchers", "equal", "inhibit_rules", "receivers");

	// Keys without a place come last, by name.
	private static final Comparator<String> BY_MANUAL = Comparator
		.<String>comparingInt((key) -> ORDER.contains(key) ? ORDER.indexOf(key) : ORDER.size())
		.thenComparing(Comparator.naturalOrder());

	private static final YAMLMapper MAPPER = YAMLMapper.builder()
		.disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
		.enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.LITERAL_BLOCK_STYLE,
				YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
		.build();

	private static final JsonMapper JSON = new JsonMapper();

	private Yaml() {
	}

	/**
	 * Print a document.
	 * @param document the document
	 * @return its text, which ends with a line break
	 */
	public static String print(JsonNode document) {
		return MAPPER.writeValueAsString(ordered(JSON.treeToValue(document, Object.class)));
	}

	/**
	 * Read a document.
	 * @param text its text
	 * @return the document
	 * @throws JacksonException if the text is no YAML
	 */
	public static JsonNode read(String text) {
		return MAPPER.readTree(text);
	}

	private static @Nullable Object ordered(@Nullable Object value) {
		if (value instanceof Map<?, ?> object) {
			Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
			object.keySet()
				.stream()
				.map(String::valueOf)
				.sorted(BY_MANUAL)
				.forEach((key) -> ordered.put(key, ordered(object.get(key))));
			return ordered;
		}
		if (value instanceof Collection<?> list) {
			return list.stream().map(Yaml::ordered).toList();
		}
		return value;
	}

}
