package dev.telltale.mixins.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.GrafanaVariables;
import dev.telltale.mixins.promql.PromqlException;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the rules and dashboards of a mixin for what is valid and yet wrong.
 * <p>
 * An exception is declared in the mixin, with its reason: {@code lintExceptions+:: {
 * '<subject>': { '<check>': 'reason' } }}. One that excuses nothing is a finding of its
 * own.
 */
public final class Linter {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

	private static final Pattern ALERT_LABEL = Pattern.compile("\\$labels\\.(\\w+)");

	private static final Pattern NAME = Pattern.compile("([A-Z][a-z0-9]+)+");

	private static final Pattern SENTENCE = Pattern.compile("[A-Z][^{]*\\.");

	private static final Set<String> WITHOUT_NUMBERS = Set.of("logs", "traces");

	private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info", "none");

	private final List<Finding> findings = new ArrayList<>();

	private Linter() {
	}

	/**
	 * Check a mixin.
	 * @param mixin the mixin
	 * @param config what differs from its {@code _config}
	 * @return what is wrong, nothing if all is well
	 */
	public static List<Finding> lint(Mixin mixin, Map<String, ?> config) {
		Linter linter = new Linter();
		linter.check(mixin.render(config));
		Map<String, String> reasons = new TreeMap<>();
		mixin.evaluate("if std.objectHasAll(mixin, 'lintExceptions') then mixin.lintExceptions else {}", config)
			.forEachEntry((subject, checks) -> checks
				.forEachEntry((check, reason) -> reasons.put(key(check, subject), reason.asString(""))));
		return linter.without(reasons);
	}

	private List<Finding> without(Map<String, String> reasons) {
		Set<String> used = new HashSet<>();
		List<Finding> left = new ArrayList<>();
		for (Finding finding : this.findings) {
			String key = key(finding.check(), finding.subject());
			if (reasons.getOrDefault(key, "").isBlank()) {
				left.add(finding);
			}
			else {
				used.add(key);
			}
		}
		reasons.keySet()
			.stream()
			.filter((key) -> !used.contains(key))
			.forEach((key) -> left.add(new Finding("unused-exception", key.substring(key.indexOf(' ') + 1),
					"the exception of " + key.substring(0, key.indexOf(' ')) + " excuses nothing, or lacks a reason")));
		return List.copyOf(left);
	}

	private static String key(String check, String subject) {
		return check + " " + subject;
	}

	private void check(Rendering rendering) {
		Set<Rule> seen = new HashSet<>();
		for (Rule rule : RuleGroup.rules(RuleGroup.of(rendering))) {
			if (!seen.add(new Rule(rule.name(), rule.kind(), "", null, null, rule.labels(), Map.of()))) {
				add("duplicate-rule", rule.name(), "two rules make the same series: tell them apart by a label");
			}
			if (rule.isAlert()) {
				alert(rule);
			}
			query(rule.name(), rule.expr(), rule.expr(), rule, labels(ALERT_LABEL, rule.annotations().values()));
		}
		Set<String> uids = new HashSet<>();
		rendering.files().forEach((path, text) -> {
			if (path.startsWith("dashboards/")) {
				dashboard(path.substring("dashboards/".length()), JSON.readTree(text), uids);
			}
		});
	}

	private void alert(Rule rule) {
		if (!NAME.matcher(rule.name()).matches()) {
			add("alert-name", rule.name(), "the name of an alert is written LikeThis");
		}
		if (!SEVERITIES.contains(rule.labels().getOrDefault("severity", ""))) {
			add("severity", rule.name(), "an alert needs a severity: critical, warning, info or none");
		}
		if (!SENTENCE.matcher(rule.annotations().getOrDefault("summary", "")).matches()) {
			add("summary", rule.name(), "the summary is one sentence without templates, with a full stop");
		}
		if (rule.annotations().getOrDefault("description", "").isBlank()) {
			add("description", rule.name(), "an alert needs a description, with its figure and its threshold");
		}
	}

	private void dashboard(String name, JsonNode dashboard, Set<String> uids) {
		if (!uids.add(dashboard.path("uid").asString(""))) {
			add("dashboard-uid", name, "another dashboard has the same uid, or both have none");
		}
		if (dashboard.path("editable").asBoolean(true)) {
			add("uneditable-dashboard", name, "what is edited by hand is lost: set editable to false");
		}
		if (dashboard.path("templating").path("list").valueStream().noneMatch(Linter::isDatasource)) {
			add("datasource-variable", name, "a dashboard needs a variable of type datasource");
		}
		GrafanaVariables variables = new GrafanaVariables(dashboard.path("templating")
			.path("list")
			.valueStream()
			.collect(Collectors.toMap((variable) -> variable.path("name").asString(""), Linter::anyValue,
					(first, second) -> first)));
		Set<Integer> ids = new HashSet<>();
		for (JsonNode panel : panels(dashboard).toList()) {
			String subject = name + "/" + panel.path("title").asString("");
			if (!ids.add(panel.path("id").asInt(0))) {
				add("panel-id", subject, "another panel has the same id");
			}
			if (!panel.path("targets").isEmpty()) {
				panel(subject, panel, variables);
			}
		}
	}

	/** The panels, those of collapsed rows included. */
	private static Stream<JsonNode> panels(JsonNode parent) {
		return parent.path("panels").valueStream().flatMap((panel) -> Stream.concat(Stream.of(panel), panels(panel)));
	}

	/**
	 * The first of the values that a variable has by itself; any, if Prometheus knows
	 * them.
	 */
	private static String anyValue(JsonNode variable) {
		String values = variable.path("query").isString() ? variable.path("query").asString() : "";
		boolean asks = variable.path("type").asString("").equals("query");
		return (asks || values.isEmpty()) ? "x" : values.split(",")[0].strip();
	}

	private void panel(String subject, JsonNode panel, GrafanaVariables variables) {
		if (panel.path("title").asString("").isBlank() || panel.path("description").asString("").isBlank()) {
			add("panel-title-description", subject, "a panel needs a title, and a description for who sees it first");
		}
		if (!WITHOUT_NUMBERS.contains(panel.path("type").asString(""))
				&& panel.at("/fieldConfig/defaults/unit").asString("").isBlank()) {
			add("panel-unit", subject, "a panel needs a unit");
		}
		for (JsonNode target : panel.path("targets")) {
			JsonNode datasource = target.has("datasource") ? target.get("datasource") : panel.path("datasource");
			if (!datasource.path("uid").asString("").startsWith("$")) {
				add("panel-datasource", subject, "a target reads the data source that a variable names");
			}
			if (datasource.path("type").asString("prometheus").equals("prometheus")) {
				String text = target.path("expr").asString("");
				query(subject, text, variables.replaceIn(text), null,
						labels(LEGEND_LABEL, List.of(target.path("legendFormat").asString(""))));
			}
		}
	}

	private void query(String subject, String text, String promql, @Nullable Rule rule, Set<String> labels) {
		Expression expression;
		try {
			expression = Expression.parse(promql);
		}
		catch (PromqlException ex) {
			add("syntax", subject, ex.getMessage());
			return;
		}
		Query query = new Query(subject, text, expression, rule, labels);
		for (QueryCheck check : QueryCheck.values()) {
			this.findings.addAll(check.check(query));
		}
	}

	private void add(String check, String subject, String problem) {
		this.findings.add(new Finding(check, subject, problem));
	}

	private static boolean isDatasource(JsonNode variable) {
		return variable.path("type").asString("").equals("datasource");
	}

	private static Set<String> labels(Pattern pattern, Iterable<String> texts) {
		Set<String> labels = new HashSet<>();
		texts.forEach((text) -> pattern.matcher(text).results().forEach((match) -> labels.add(match.group(1))));
		return labels;
	}

}
