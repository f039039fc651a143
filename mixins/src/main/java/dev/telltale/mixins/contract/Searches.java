package dev.telltale.mixins.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.doctor.Question;
import tools.jackson.databind.JsonNode;

/**
 * Reads searches in logs and traces, which nothing here can execute: whether they are
 * well formed, and whether the labels, fields and attributes they name are those of the
 * pipeline. It knows the part of LogQL and TraceQL that the mixin uses; anything else is
 * refused.
 *
 * @param labels the labels that the pipeline gives to streams of lines
 * @param fields the fields of a line
 * @param attributes the attributes of spans
 */
record Searches(Set<String> labels, Set<String> fields, Set<String> attributes) {

	private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`");

	private static final Pattern METRIC_QUERY = Pattern.compile(
			"(?:topk\\(\\d+, )?sum by \\((?<by>[^)]*)\\) \\((?:count_over_time|bytes_rate|bytes_over_time|rate)\\((?<lines>.*) \\[(?:\\d+[smhd]|\\$__auto|\\$__range)]\\)\\)+");

	private static final Pattern LINES = Pattern.compile("\\{(?<selector>[^}]*)}(?<stages>.*)");

	private static final Pattern CONDITION = Pattern
		.compile("(?<name>\\w+) *(?:=~|!~|!=|=|>=?|<=?) *(?:§|[\\d.]+\\w*)");

	private static final Pattern SPANS = Pattern
		.compile("\\{(?<conditions>[^}]*)}(?: \\| (?:rate|count_over_time)\\(\\)(?: by \\((?<by>[^)]*)\\))?)?");

	private static final Pattern SPAN_CONDITION = Pattern.compile(
			"(?<name>[\\w.]+) (?:=~|!~|!=|=|>=?|<=?) (?:§|[\\d.]+(?:ms|s|m)?|error|ok|unset|server|client|internal|producer|consumer)");

	static Searches of(JsonNode declared) {
		return new Searches(texts(declared.at("/logs/labels")), texts(declared.at("/logs/fields")),
				texts(declared.at("/traces/attributes")));
	}

	private static Set<String> texts(JsonNode list) {
		Set<String> texts = new TreeSet<>();
		list.forEach((text) -> texts.add(text.asString()));
		return texts;
	}

	/**
	 * Return what is wrong with a search.
	 * @param question the search
	 * @return a sentence, if anything is wrong
	 */
	Optional<String> problem(Question question) {
		String search = question.text().strip();
		if (search.matches("\\$\\{?\\w+}?")) {
			// The id of a trace.
			return Optional.empty();
		}
		// What stands in quotes is not looked at.
		String bare = TEXT.matcher(search).replaceAll("§");
		return (question.kind() == Question.Kind.LOGS) ? logs(bare, search) : traces(bare);
	}

	private Optional<String> logs(String bare, String search) {
		Matcher metric = METRIC_QUERY.matcher(bare);
		boolean counts = metric.matches();
		Matcher lines = LINES.matcher(counts ? metric.group("lines") : bare);
		if (!lines.matches()) {
			return Optional.of("This is no LogQL that the contract can read: " + search);
		}
		Set<String> known = new TreeSet<>(this.labels);
		List<String> problems = new ArrayList<>();
		conditions(lines.group("selector"), ",")
			.forEach((name) -> require(name, this.labels, "label of the pipeline", problems));
		for (String stage : stages(lines.group("stages"))) {
			stage(stage, known, problems);
		}
		Pattern.compile("\\{\\{\\.(\\w+)}}")
			.matcher(search)
			.results()
			.forEach((field) -> require(field.group(1), known, "label or field", problems));
		if (counts) {
			names(metric.group("by")).forEach((name) -> require(name, known, "label or field", problems));
		}
		return problems.stream().findFirst();
	}

	private void stage(String stage, Set<String> known, List<String> problems) {
		if (stage.matches("(=|~) §") || stage.equals("line_format §")) {
			return;
		}
		if (stage.equals("json")) {
			known.addAll(this.fields);
		}
		else if (stage.startsWith("json ")) {
			conditions(stage.substring("json ".length()), ",").forEach((name) -> {
				require(name, this.fields, "field of a line", problems);
				known.add(name);
			});
		}
		else if (CONDITION.matcher(stage).matches()) {
			conditions(stage, ",").forEach((name) -> require(name, known, "label or field", problems));
		}
		else {
			problems.add("This is no stage that the contract can read: | " + stage);
		}
	}

	private Optional<String> traces(String bare) {
		Matcher spans = SPANS.matcher(bare);
		if (!spans.matches()) {
			return Optional.of("This is no TraceQL that the contract can read: " + bare);
		}
		List<String> problems = new ArrayList<>();
		for (String condition : spans.group("conditions").strip().split("\\s*&&\\s*")) {
			Matcher matcher = SPAN_CONDITION.matcher(condition);
			if (matcher.matches()) {
				require(matcher.group("name"), this.attributes, "attribute of a span", problems);
			}
			else if (!condition.isEmpty()) {
				problems.add("This is no condition that the contract can read: " + condition);
			}
		}
		if (spans.group("by") != null) {
			names(spans.group("by")).forEach((name) -> require(name, this.attributes, "attribute of a span", problems));
		}
		return problems.stream().findFirst();
	}

	private static List<String> stages(String pipeline) {
		return Pattern.compile("\\|\\s*([^|]+)")
			.matcher(pipeline)
			.results()
			.map((MatchResult stage) -> stage.group(1).strip())
			.collect(Collectors.toList());
	}

	private static List<String> conditions(String text, String separator) {
		List<String> names = new ArrayList<>();
		for (String condition : text.split(separator)) {
			Matcher matcher = CONDITION.matcher(condition.strip());
			names.add(matcher.matches() ? matcher.group("name") : condition.strip());
		}
		return names;
	}

	private static List<String> names(String list) {
		return List.of(list.strip().split("\\s*,\\s*"));
	}

	private static void require(String name, Set<String> known, String what, List<String> problems) {
		if (!known.contains(name)) {
			problems.add("%s is no %s; they are %s.".formatted(name, what, String.join(", ", new TreeSet<>(known))));
		}
	}

}
