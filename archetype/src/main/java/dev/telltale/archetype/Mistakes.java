package dev.telltale.archetype;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.lang.model.SourceVersion;

/**
 * What is not acceptable in the properties of who generates.
 */
final class Mistakes {

	private final Map<String, String> properties;

	private final List<String> found = new ArrayList<>();

	private Mistakes(Map<String, String> properties) {
		this.properties = properties;
	}

	/**
	 * Return the mistakes, each a line that begins with the name of its property.
	 * @param properties the properties
	 * @return the mistakes
	 */
	static List<String> in(Map<String, String> properties) {
		Mistakes mistakes = new Mistakes(properties);
		mistakes.check();
		return mistakes.found;
	}

	private void check() {
		matches("groupId", "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*", "is no group of Maven: write one such as com.example");
		matches("artifactId", "[a-z]([a-z0-9-]{0,51}[a-z0-9])?",
				"names the service, its metrics and its chart: write up to 53 lower-case letters, digits and hyphens, the first a letter, the last no hyphen");
		matches("version", "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}",
				"is no tag of an image: write one such as 0.0.1-SNAPSHOT");
		if (!SourceVersion.isName(value("package"))) {
			add("package", "is no package of Java: set another by -Dpackage");
		}
		matches("team", "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?",
				"is no label of Kubernetes: write up to 63 letters, digits, hyphens, underscores and dots, the first and the last a letter or a digit");
		isOneOf("tier", "1", "2", "3");
		isRatio("availability", "0.999");
		isRatio("latencyObjective", "0.99");
		matches("latencyThreshold", "[1-9]\\d{0,5}(ms|s)", "is no duration: write 300ms or 2s");
		isPort("port");
		isPort("managementPort");
		isOneOf("web", "servlet", "reactive");
		for (String name : List.of("database", "kafka", "chart", "dockerfile")) {
			isOneOf(name, "yes", "no");
		}
		isOneOf("ci", "github", "gitlab", "none");
		isOneOf("javaVersion", "17", "21", "25");
	}

	private void matches(String name, String pattern, String otherwise) {
		if (!value(name).matches(pattern)) {
			add(name, otherwise);
		}
	}

	private void isOneOf(String name, String... words) {
		if (!List.of(words).contains(value(name))) {
			add(name, "is none of " + String.join(", ", words));
		}
	}

	// A share, of which people like to write the percents.
	private void isRatio(String name, String example) {
		String value = value(name);
		if (!value.matches("\\d+(\\.\\d+)?")) {
			add(name, "is not a ratio above 0 and below 1: write " + example);
			return;
		}
		BigDecimal number = new BigDecimal(value);
		if (number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0) {
			return;
		}
		BigDecimal share = number.movePointLeft(2).stripTrailingZeros();
		boolean percents = number.compareTo(BigDecimal.ONE) > 0 && share.compareTo(BigDecimal.ONE) < 0;
		this.found.add("%s: %s is not a ratio above 0 and below 1: write %s".formatted(name, value,
				percents ? share.toPlainString() : example));
	}

	// A user without rights has to open it.
	private void isPort(String name) {
		String value = value(name);
		if (!value.matches("[1-9]\\d{3,4}") || Integer.parseInt(value) < 1024 || Integer.parseInt(value) > 65535) {
			add(name, "is not a port from 1024 to 65535");
		}
	}

	private void add(String name, String what) {
		this.found.add("%s: '%s' %s".formatted(name, value(name), what));
	}

	private String value(String name) {
		return this.properties.getOrDefault(name, "");
	}

}
