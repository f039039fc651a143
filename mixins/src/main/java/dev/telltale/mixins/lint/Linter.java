package dev.telltale.mixins.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.doctor.Dashboard;
import dev.telltale.mixins.doctor.Dashboard.Panel;
import dev.telltale.mixins.doctor.Dashboard.Target;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.GrafanaVariables;
import dev.telltale.mixins.promql.PromqlException;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the rules and dashboards of a mixin for what is valid and yet wrong.
 * <p>
 * An exception is declared in the mixin, with its reason: {@code lintExceptions+:: {
 * '<subject>': { '<check>': 'reason' } }}. One that excuses nothing is a finding of its
 * own.
 */
public final class Linter {

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
			query(rule.name(), rule.expr(), rule.expr(), rule,
					Inventory.labelsOfText(String.join(" ", rule.annotations().values())));
		}
		Set<String> uids = new HashSet<>();
		Dashboard.of(rendering).forEach((dashboard) -> dashboard(dashboard, uids));
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

	private void dashboard(Dashboard dashboard, Set<String> uids) {
		String name = dashboard.name();
		JsonNode json = dashboard.json();
		if (!uids.add(json.path("uid").asString(""))) {
			add("dashboard-uid", name, "another dashboard has the same uid, or both have none");
		}
		if (json.path("editable").asBoolean(true)) {
			add("uneditable-dashboard", name, "what is edited by hand is lost: set editable to false");
		}
		if (json.path("templating").path("list").valueStream().noneMatch(Linter::isDatasource)) {
			add("datasource-variable", name, "a dashboard needs a variable of type datasource");
		}
		GrafanaVariables variables = dashboard.anyValues();
		Set<Integer> ids = new HashSet<>();
		for (Panel panel : dashboard.panels()) {
			String subject = name + "/" + panel.title();
			if (!ids.add(panel.json().path("id").asInt(0))) {
				add("panel-id", subject, "another panel has the same id");
			}
			if (!panel.targets().isEmpty()) {
				panel(subject, panel, variables);
			}
		}
	}

	private void panel(String subject, Panel panel, GrafanaVariables variables) {
		JsonNode json = panel.json();
		if (panel.title().isBlank() || json.path("description").asString("").isBlank()) {
			add("panel-title-description", subject,
					"a panel needs a title, and a description for whoever sees it first");
		}
		if (!WITHOUT_NUMBERS.contains(json.path("type").asString(""))
				&& json.at("/fieldConfig/defaults/unit").asString("").isBlank()) {
			add("panel-unit", subject, "a panel needs a unit");
		}
		for (Target target : panel.targets()) {
			if (!target.datasource().startsWith("$")) {
				add("panel-datasource", subject, "a target reads the data source that a variable names");
			}
			if (target.kind() == Question.Kind.PANEL) {
				query(subject, target.text(), variables.replaceIn(target.text()), null, target.labels());
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

}
