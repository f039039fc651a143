package dev.telltale.cli.scenario;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.telltale.cli.traffic.Call;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads scenario files and refuses what is not well-formed, naming the place.
 */
public final class ScenarioReader {

	private static final YAMLMapper YAML = new YAMLMapper(
			YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

	private static final int MAX_RATE = 200;

	private static final Duration MIN_WARM_UP = Duration.ofSeconds(2);

	private static final Duration MAX_WARM_UP = Duration.ofMinutes(5);

	private final String source;

	private ScenarioReader(String source) {
		this.source = source;
	}

	/**
	 * Read a scenario.
	 * @param source where the text comes from, for messages
	 * @param text the text of the file
	 * @return the scenario
	 * @throws ScenarioException if the text is not a scenario
	 */
	public static Scenario read(String source, String text) {
		return new ScenarioReader(source).read(text);
	}

	private Scenario read(String text) {
		Fields root = new Fields("", parse(text));
		Scenario scenario = new Scenario(root.text("name"), root.text("summary"), traffic(root.object("traffic")),
				fault(root.object("fault")), expected(root.list("expect")), names(root.optionalList("allow")));
		root.refuseOthers();
		if (scenario.expect().isEmpty()) {
			throw invalid("expect", "names no alert: a scenario must expect at least one");
		}
		return scenario;
	}

	private JsonNode parse(String text) {
		try {
			return YAML.readTree(text);
		}
		catch (JacksonException ex) {
			String line = (ex.getLocation() != null) ? ":" + ex.getLocation().getLineNr() : "";
			String reason = ex.getOriginalMessage().lines().findFirst().orElse("").strip();
			throw new ScenarioException("%s%s: this is not YAML: %s".formatted(this.source, line, reason));
		}
	}

	private Scenario.UserTraffic traffic(Fields fields) {
		Duration warmUp = fields.duration("warmUp");
		if (warmUp.compareTo(MIN_WARM_UP) < 0 || warmUp.compareTo(MAX_WARM_UP) > 0) {
			throw invalid("traffic.warmUp", "must be between 2s and 5m");
		}
		Scenario.UserTraffic traffic = new Scenario.UserTraffic(fields.rate("rate"), warmUp);
		fields.refuseOthers();
		return traffic;
	}

	private Scenario.Fault fault(Fields fields) {
		Scenario.Fault fault = new Scenario.Fault(call(fields), fields.rate("rate"), fields.number("status", 100, 599));
		fields.refuseOthers();
		return fault;
	}

	private Call call(Fields fields) {
		try {
			return Call.parse(fields.text("request"));
		}
		catch (IllegalArgumentException ex) {
			throw invalid(fields.path("request"), ex.getMessage());
		}
	}

	private List<Scenario.ExpectedAlert> expected(List<Fields> list) {
		List<Scenario.ExpectedAlert> expected = new ArrayList<>();
		for (Fields fields : list) {
			expected.add(
					new Scenario.ExpectedAlert(fields.text("alert"), fields.labels("labels"), fields.text("receiver")));
			fields.refuseOthers();
		}
		return expected;
	}

	private List<String> names(List<Fields> list) {
		List<String> names = new ArrayList<>();
		for (Fields fields : list) {
			names.add(fields.text("alert"));
			fields.refuseOthers();
		}
		return names;
	}

	private ScenarioException invalid(String path, @Nullable String problem) {
		return new ScenarioException("%s: '%s' %s".formatted(this.source, path, problem));
	}

	/**
	 * The keys of a YAML object; those nobody asked for are mistakes.
	 */
	private final class Fields {

		private final String prefix;

		private final JsonNode node;

		private final Set<String> known = new TreeSet<>();

		Fields(String prefix, JsonNode node) {
			this.prefix = prefix;
			this.node = node;
			if (!node.isObject()) {
				throw invalid(prefix.isEmpty() ? "the file" : prefix, "must hold keys and values");
			}
		}

		String path(String key) {
			return this.prefix.isEmpty() ? key : this.prefix + "." + key;
		}

		private JsonNode get(String key) {
			this.known.add(key);
			JsonNode value = this.node.get(key);
			if (value == null || value.isNull()) {
				throw invalid(path(key), "is missing");
			}
			return value;
		}

		String text(String key) {
			JsonNode value = get(key);
			if (!value.isString() || value.stringValue().isBlank()) {
				throw invalid(path(key), "must be a text");
			}
			return value.stringValue();
		}

		int number(String key, int least, int most) {
			JsonNode value = get(key);
			if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
				throw invalid(path(key), "must be a whole number from %d to %d".formatted(least, most));
			}
			return value.intValue();
		}

		int rate(String key) {
			return number(key, 1, MAX_RATE);
		}

		Duration duration(String key) {
			String value = text(key);
			try {
				return Duration.parse("PT" + value);
			}
			catch (DateTimeParseException ex) {
				throw invalid(path(key), "must be a duration such as 5s or 2m, not '%s'".formatted(value));
			}
		}

		Fields object(String key) {
			return new Fields(path(key), get(key));
		}

		List<Fields> list(String key) {
			JsonNode value = get(key);
			if (!value.isArray()) {
				throw invalid(path(key), "must be a list");
			}
			List<Fields> list = new ArrayList<>();
			for (int i = 0; i < value.size(); i++) {
				list.add(new Fields("%s[%d]".formatted(path(key), i), value.get(i)));
			}
			return list;
		}

		List<Fields> optionalList(String key) {
			this.known.add(key);
			return this.node.has(key) ? list(key) : List.of();
		}

		Map<String, String> labels(String key) {
			Map<String, String> labels = new TreeMap<>();
			Fields fields = object(key);
			fields.node.propertyNames().forEach((label) -> labels.put(label, fields.text(label)));
			return labels;
		}

		void refuseOthers() {
			for (String key : this.node.propertyNames()) {
				if (!this.known.contains(key)) {
					throw invalid(path(key), "is unknown: use %s".formatted(String.join(", ", this.known)));
				}
			}
		}

	}

}
