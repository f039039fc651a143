package dev.telltale.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes Helm's messages short: one line a mistake, values by their path.
 */
final class HelmMessage {

	private static final String SCHEMA = "values don't meet the specifications of the schema(s) in the following chart(s):";

	private static final Pattern FAILED = Pattern
		.compile("(?s)^(?:template: .*?: )?execution error at \\([^)]*\\): (.*)$");

	private static final Pattern SCHEMA_MISTAKE = Pattern.compile("^- at '([^']*)': (.*)$");

	private static final String HINT = "Use --debug flag to render out invalid YAML";

	private HelmMessage() {
	}

	/**
	 * Clean a message.
	 * @param message what Helm says
	 * @param chart the name of the chart; values of another chart stand under its name
	 * @return one line a mistake
	 */
	static List<String> clean(String message, String chart) {
		String text = message.replace(HINT, "").strip();
		if (text.startsWith("Error: ")) {
			text = text.substring("Error: ".length());
		}
		if (text.contains(SCHEMA)) {
			return schemaMistakes(text.substring(text.indexOf(SCHEMA) + SCHEMA.length()), chart);
		}
		Matcher failed = FAILED.matcher(text);
		if (failed.matches()) {
			text = failed.group(1);
		}
		List<String> lines = text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
		return lines.isEmpty() ? List.of("Helm failed and did not say why") : lines;
	}

	private static List<String> schemaMistakes(String text, String chart) {
		List<String> mistakes = new ArrayList<>();
		String prefix = "";
		for (String line : text.lines().map(String::stripTrailing).filter((line) -> !line.isBlank()).toList()) {
			Matcher mistake = SCHEMA_MISTAKE.matcher(line.strip());
			if (mistake.matches()) {
				String path = prefix + mistake.group(1).replace('/', '.');
				mistakes.add(path.isEmpty() ? mistake.group(2)
						: (path.startsWith(".") ? path.substring(1) : path) + ": " + mistake.group(2));
			}
			else if (line.endsWith(":") && !line.startsWith(" ") && !line.startsWith("-")) {
				String name = line.substring(0, line.length() - 1);
				prefix = name.equals(chart) ? "" : name;
			}
			else {
				mistakes.add(line.strip());
			}
		}
		return mistakes.isEmpty() ? List.of(SCHEMA + text) : mistakes;
	}

}
