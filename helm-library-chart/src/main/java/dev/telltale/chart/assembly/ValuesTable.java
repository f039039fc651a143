package dev.telltale.chart.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

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
		List<Row> rows = ChartValue.of(sources).stream().map(ValuesTable::row).toList();
		return new ValuesTable(Files.readString(sources.resolve("README.md")), rows);
	}

	private static Row row(ChartValue value) {
		JsonNode byDefault = value.byDefault();
		return new Row(value.path(), type(value.schema()),
				(byDefault != null && !byDefault.isNull()) ? byDefault.toString() : "",
				value.schema().path("description").asString());
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
