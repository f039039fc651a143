package dev.telltale.chart.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.telltale.mixins.Yaml;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value that a chart takes.
 *
 * @param path where it stands, with {@code <name>} for a name that users choose
 * @param schema what the schema says of it
 * @param byDefault what the values of the chart say, or {@code null} if they do not
 */
public record ChartValue(String path, JsonNode schema, @Nullable JsonNode byDefault) {

	/**
	 * Return the values of a chart, as its schema has them.
	 * @param chart the folder of the chart
	 * @return the values in the order of the schema
	 * @throws IOException if {@code values.schema.json} or {@code values.yaml} cannot be
	 * read
	 */
	public static List<ChartValue> of(Path chart) throws IOException {
		List<ChartValue> values = new ArrayList<>();
		collect("", new JsonMapper().readTree(Files.readString(chart.resolve("values.schema.json"))),
				Yaml.read(Files.readString(chart.resolve("values.yaml"))), values);
		return List.copyOf(values);
	}

	private static void collect(String prefix, JsonNode schema, @Nullable JsonNode defaults, List<ChartValue> values) {
		for (var property : schema.path("properties").properties()) {
			String path = prefix + property.getKey();
			JsonNode type = property.getValue();
			JsonNode byDefault = (defaults != null) ? defaults.get(property.getKey()) : null;
			// Helm's own.
			if (path.equals("global")) {
				continue;
			}
			if (type.has("properties")) {
				collect(path + ".", type, byDefault, values);
				continue;
			}
			values.add(new ChartValue(path, type, byDefault));
			collect(path + ".<name>.", type.path("additionalProperties"), null, values);
		}
	}

}
