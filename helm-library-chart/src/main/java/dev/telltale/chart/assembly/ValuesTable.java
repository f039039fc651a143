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
 * The README of the chart: how it is used, and every value with its type, default and
 * meaning, as schema and values say.
 *
 * @param introduction what stands before the table
 * @param rows the rows of the table
 */
record ValuesTable(String introduction, List<Row> rows) {

	/**
	 * Read schema and values of a chart.
	 * @param sources the folder of the chart
	 * @return the table
	 * @throws IOException if a file cannot be read
	 */
	static ValuesTable of(Path sources) throws IOException {
		JsonNode schema = new JsonMapper().readTree(Files.readString(sources.resolve("values.schema.json")));
		JsonNode values = Yaml.read(Files.readString(sources.resolve("values.yaml")));
		List<Row> rows = new ArrayList<>();
		collect("", schema, values, rows);
		return new ValuesTable(Files.readString(sources.resolve("README.md")), List.copyOf(rows));
	}

	private static void collect(String prefix, JsonNode schema, @Nullable JsonNode values, List<Row> rows) {
		for (var property : schema.path("properties").properties()) {
			String path = prefix + property.getKey();
			JsonNode type = property.getValue();
			JsonNode value = (values != null) ? values.get(property.getKey()) : null;
			if (path.equals("global")) {
				continue;
			}
			if (type.has("properties")) {
				collect(path + ".", type, value, rows);
				continue;
			}
			rows.add(new Row(path, type(type), (value != null && !value.isNull()) ? value.toString() : "",
					type.path("description").asString()));
			JsonNode entries = type.path("additionalProperties");
			if (entries.has("properties")) {
				collect(path + ".<name>.", entries, null, rows);
			}
		}
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (schema.has("enum")) {
			List<String> choices = new ArrayList<>();
			schema.get("enum").forEach((choice) -> choices.add(choice.asString()));
			return String.join(", ", choices);
		}
		if (type.isArray()) {
			List<String> types = new ArrayList<>();
			type.forEach((one) -> types.add(one.asString()));
			return String.join(" or ", types);
		}
		return type.asString();
	}

	/**
	 * Return the README.
	 * @return its text
	 */
	String readme() {
		StringBuilder text = new StringBuilder(this.introduction.stripTrailing());
		text.append("\n\n| Value | Type | Default | Meaning |\n| --- | --- | --- | --- |\n");
		for (Row row : this.rows) {
			text.append("| `%s` | %s | %s | %s |\n".formatted(row.path(), row.type(),
					row.value().isEmpty() ? "" : "`" + row.value() + "`", row.meaning().replace("|", "\\|")));
		}
		return text.toString();
	}

	/**
	 * A value.
	 *
	 * @param path where it stands
	 * @param type its type, or what it may be
	 * @param value its default as JSON, empty for none
	 * @param meaning what it means
	 */
	record Row(String path, String type, String value, String meaning) {

	}

}
