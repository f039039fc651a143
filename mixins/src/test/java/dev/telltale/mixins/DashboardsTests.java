package dev.telltale.mixins;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.telltale.tools.binaries.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a dashboard must not lack.
 */
class DashboardsTests {

	private static final Set<String> PANELS = Set.of("timeseries", "stat", "gauge", "bargauge", "table", "text", "row",
			"heatmap", "state-timeline", "logs", "traces", "alertlist");

	private static final Set<String> PANELS_WITHOUT_UNIT = Set.of("text", "row", "logs", "traces", "alertlist");

	private static final Set<String> UNITS = Set.of("reqps", "cps", "percentunit", "s", "bytes", "short", "Bps",
			"bool");

	private static final Map<String, String> SOURCES = Map.of("prometheus", "datasource", "loki", "logs", "tempo",
			"traces");

	// What the vocabulary of logs allows to look for.
	private static final Set<String> LOG_LABELS = Set.of("service_name", "level");

	private static final Set<String> LOG_FIELDS = Set.of("level", "logger_name", "thread_name", "message",
			"service_name", "service_version", "environment", "trace_id", "span_id", "correlation_id", "stack_trace",
			"stack_hash");

	private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");

	private final Mixin mixin = Mixin.bundled();

	private final JsonNode dashboards = this.mixin.evaluate("mixin.grafanaDashboards", Map.of());

	@Test
	void dashboardsHaveAStableUidOfTheirOwn() {
		Map<String, String> uids = new TreeMap<>();
		this.dashboards.forEachEntry((file, dashboard) -> uids.put(file, dashboard.get("uid").asString()));
		assertThat(uids).allSatisfy((file, uid) -> assertThat("telltale-" + file).isEqualTo(uid + ".json"));
		assertThat(uids.values()).containsExactly("telltale-alerts", "telltale-business", "telltale-cost",
				"telltale-dependencies", "telltale-fleet", "telltale-infrastructure", "telltale-jvm", "telltale-logs",
				"telltale-probes", "telltale-route", "telltale-service", "telltale-slo", "telltale-stack");
	}

	@Test
	void dashboardsAreNotEditedByHandAndShareTheCrosshair() {
		this.dashboards.forEach((dashboard) -> {
			assertThat(dashboard.get("editable").asBoolean()).isFalse();
			assertThat(dashboard.get("graphTooltip").asInt()).isEqualTo(1);
			assertThat(dashboard.get("schemaVersion").asInt()).isEqualTo(41);
			assertThat(dashboard.get("description").asString()).endsWith(".");
			assertThat(dashboard.has("__inputs")).isFalse();
		});
	}

	@Test
	void dashboardsStaySmall() {
		assertThat(this.mixin.render(Map.of()).files()).allSatisfy((path, text) -> {
			if (path.startsWith("dashboards/")) {
				assertThat(text.getBytes(StandardCharsets.UTF_8)).as(path).hasSizeLessThan(256 * 1024);
			}
		});
	}

	@Test
	void panelsHaveIdsTitlesDescriptionsAndUnits() {
		this.dashboards.forEach((dashboard) -> {
			Set<Integer> ids = new HashSet<>();
			for (JsonNode panel : panelsAndRows(dashboard)) {
				String title = panel.get("title").asString();
				String type = panel.get("type").asString();
				assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
				assertThat(type).isIn(PANELS);
				assertThat(title).isNotBlank();
				if (!isRow(panel)) {
					assertThat(panel.get("description").asString()).as(title).endsWith(".");
				}
				if (!PANELS_WITHOUT_UNIT.contains(type)) {
					assertThat(panel.at("/fieldConfig/defaults/unit").asString()).as(title).isIn(UNITS);
				}
			}
		});
	}

	@Test
	void panelsThatNeedAFeatureSayWhenTheyAreEmpty() {
		JsonNode needy = this.mixin.evaluate("""
				local panels(dashboard) = std.flatMap(
				  function(panel) [panel] + (if std.objectHas(panel, 'panels') then panel.panels else []),
				  dashboard.panels
				);
				[
				  panel + { needs::: panel.needs }
				  for name in std.objectFields(mixin.grafanaDashboards)
				  for panel in panels(mixin.grafanaDashboards[name])
				  if std.objectHasAll(panel, 'needs') && panel.needs != null
				]
				""", Map.of());
		assertThat(needy).extracting((panel) -> panel.get("needs").asString())
			.contains("kafka", "kubernetes", "loki", "tempo", "collector");
		assertThat(needy)
			.allSatisfy((panel) -> assertThat(panel.get("description").asString()).as(panel.get("title").asString())
				.contains("Empty "));
	}

	@Test
	void panelsLieInTheGridAndDoNotOverlap() {
		this.dashboards.forEach((dashboard) -> {
			assertThatPanelsDoNotOverlap(dashboard.get("panels"));
			for (JsonNode panel : dashboard.get("panels")) {
				if (isRow(panel)) {
					assertThat(panel.get("panels").isEmpty()).as(panel.get("title").asString())
						.isNotEqualTo(panel.get("collapsed").asBoolean());
					assertThatPanelsDoNotOverlap(panel.get("panels"));
				}
			}
		});
	}

	private static void assertThatPanelsDoNotOverlap(JsonNode panels) {
		Set<List<Integer>> cells = new HashSet<>();
		for (JsonNode panel : panels) {
			JsonNode grid = panel.get("gridPos");
			assertThat(grid.get("x").asInt() + grid.get("w").asInt()).isLessThanOrEqualTo(24);
			for (int x = 0; x < grid.get("w").asInt(); x++) {
				for (int y = 0; y < grid.get("h").asInt(); y++) {
					assertThat(cells.add(List.of(grid.get("x").asInt() + x, grid.get("y").asInt() + y)))
						.as(panel.get("title").asString())
						.isTrue();
				}
			}
		}
	}

	@Test
	void titlesAreUniqueInADashboard() {
		this.dashboards.forEach((dashboard) -> {
			Set<String> titles = new HashSet<>();
			panels(dashboard).forEach((panel) -> assertThat(titles.add(panel.get("title").asString()))
				.as("%s: %s", dashboard.get("title").asString(), panel.get("title").asString())
				.isTrue());
		});
	}

	@Test
	void everyTargetReadsAChosenDataSource() {
		this.dashboards.forEach((dashboard) -> {
			Set<String> used = new TreeSet<>();
			for (JsonNode panel : panels(dashboard)) {
				for (JsonNode target : panel.path("targets")) {
					String name = SOURCES.get(target.at("/datasource/type").asString());
					assertThat(target.at("/datasource/uid").asString()).isEqualTo("${" + name + "}");
					assertThat(panel.get("datasource")).isEqualTo(target.get("datasource"));
					used.add(name);
				}
			}
			assertThat(dashboard.at("/templating/list/0/name").asString()).isEqualTo("datasource");
			assertThat(variables(dashboard, "datasource")).containsExactlyInAnyOrderElementsOf(used);
		});
	}

	@Test
	void onlyTextsAndAlertListsLackTargets() {
		this.dashboards.forEach((dashboard) -> panels(dashboard)
			.forEach((panel) -> assertThat(panel.path("targets").isEmpty()).as(panel.get("title").asString())
				.isEqualTo(Set.of("text", "alertlist").contains(panel.get("type").asString()))));
	}

	@Test
	void ratesCoverTheRateInterval() {
		assertThat(metricTargets()).isNotEmpty().allSatisfy((target) -> {
			String expression = target.get("expr").asString();
			// A figure is about the whole time, or a time of its own; a line is not.
			boolean figure = target.path("instant").asBoolean() || target.get("panel").asString().equals("stat");
			String range = figure ? "\\$__rate_interval|\\$__range(:1m)?|1[hd](:1m)?"
					: target.get("interval").asString().equals("$interval") ? "\\$interval" : "\\$__rate_interval";
			assertThat(expression).doesNotContainPattern("\\[(?!(" + range + ")])");
			assertThat(expression.replaceAll("(rate|increase)\\([^\\[]*\\[", "")).doesNotContain("_total{", "_count{",
					"_bucket{");
		});
	}

	@Test
	void everyTargetIsOfWhatTheVariablesChoose() {
		this.dashboards.forEach((dashboard) -> {
			Set<String> names = variables(dashboard, "query");
			for (JsonNode target : targets(dashboard, "prometheus")) {
				String expression = target.get("expr").asString();
				if (names.contains("job") && !expression.matches(".*\\b(alertmanager|prometheus)_.*")) {
					assertThat(expression).contains("job=~\"$job\"");
				}
				else {
					assertThat(names).anySatisfy((name) -> assertThat(expression).contains("=~\"$" + name + "\""));
				}
			}
			for (JsonNode target : targets(dashboard, "loki")) {
				assertThat(target.get("expr").asString()).containsAnyOf("service_name=~\"$job\"", "`$trace`");
			}
			for (JsonNode target : targets(dashboard, "tempo")) {
				assertThat(target.get("query").asString()).containsAnyOf("resource.service.name =~ \"$job\"", "$trace");
			}
		});
	}

	@Test
	void nothingIsAboutOneJob() {
		this.dashboards.forEach((dashboard) -> {
			String text = dashboard.toString().replace("\\\"", "\"");
			assertThat(matches(text, "\\b(?:job|service_name)=~?\"([^\"]*)\""))
				.allSatisfy((job) -> assertThat(job).isIn("$job", ".+"));
		});
	}

	@Test
	void legendsNameNoLabelThatTheExpressionDrops() {
		assertThat(metricTargets()).allSatisfy((target) -> {
			String expression = target.get("expr").asString();
			matches(target.get("legendFormat").asString(), "\\{\\{(\\w+)}}").stream()
				.filter((label) -> !expression.startsWith("slo:"))
				.forEach((label) -> assertThat(expression).containsPattern("by \\([^)]*\\b" + label + "\\b"));
		});
	}

	@Test
	void variablesMatchServicesWithoutTheLabel() {
		this.dashboards.forEach((dashboard) -> {
			for (JsonNode variable : dashboard.at("/templating/list")) {
				if (variable.get("type").asString().equals("query") && variable.get("includeAll").asBoolean()) {
					assertThat(variable.get("allValue").asString()).isEqualTo(".*");
					assertThat(variable.get("refresh").asInt()).isEqualTo(2);
				}
			}
		});
	}

	@Test
	void everyVariableIsUsedAndNoOther() {
		Set<String> builtIn = Set.of("__rate_interval", "__range", "__auto", "__url_time_range");
		this.dashboards.forEach((dashboard) -> {
			Set<String> used = new TreeSet<>();
			for (JsonNode panel : panels(dashboard)) {
				used.addAll(variablesIn(panel.toString()));
			}
			used.removeAll(builtIn);
			assertThat(used).as(dashboard.get("title").asString())
				.containsExactlyInAnyOrderElementsOf(variables(dashboard, null));
			for (JsonNode variable : dashboard.at("/templating/list")) {
				assertThat(variables(dashboard, null)).containsAll(variablesIn(variable.toString()));
			}
		});
	}

	@Test
	void everyLinkLeadsToADashboardThatKnowsItsVariables() {
		Map<String, JsonNode> byUid = new TreeMap<>();
		this.dashboards.forEach((dashboard) -> byUid.put(dashboard.get("uid").asString(), dashboard));
		Set<String> reached = new TreeSet<>();
		this.dashboards.forEach((dashboard) -> {
			for (JsonNode link : dashboard.get("links")) {
				assertThat(link.get("keepTime").asBoolean()).isTrue();
				assertThat(link.get("includeVars").asBoolean()).isTrue();
				if (link.get("type").asString().equals("link")) {
					String uid = link.get("url").asString().substring("/d/".length());
					assertThat(byUid).containsKey(uid);
					assertThat(uid).isNotEqualTo(dashboard.get("uid").asString());
					reached.add(uid);
				}
			}
			for (JsonNode url : dashboard.findValues("url")) {
				if (url.asString().contains("?")) {
					String uid = url.asString().replaceAll("^/d/|\\?.*", "");
					assertThat(byUid).containsKey(uid);
					assertThat(url.asString()).contains("?${__url_time_range}&${datasource:queryparam}&");
					assertThat(variables(byUid.get(uid), null)).containsAll(matches(url.asString(), "var-(\\w+)="))
						.containsAll(matches(url.asString(), "\\$\\{(\\w+):queryparam}"));
					reached.add(uid);
				}
			}
		});
		assertThat(reached).contains("telltale-service", "telltale-route", "telltale-fleet", "telltale-logs");
	}

	@Test
	void everyAlertLeadsToADashboard() {
		Set<String> uids = new TreeSet<>(this.dashboards.findValuesAsString("uid"));
		List<String> links = new ArrayList<>();
		this.mixin.render(Map.of("grafanaUrl", "https://grafana.example"))
			.files()
			.forEach((path, text) -> links.addAll(matches(text, "https://grafana\\.example/d/([\\w-]+)")));
		assertThat(links).isNotEmpty().allSatisfy((uid) -> assertThat(uids).contains(uid));
	}

	@Test
	void linksTakeTheirLabelsFromTheSeries() {
		this.dashboards.forEach((dashboard) -> panels(dashboard).forEach((panel) -> {
			for (JsonNode url : panel.findValues("url")) {
				for (String label : matches(url.asString(), "(?:fields|labels)\\.(\\w+)")) {
					assertThat(panel.get("targets"))
						.anySatisfy((target) -> assertThat(target.path("expr").asString() + target.path("query"))
							.containsPattern("by \\([^)]*\\b" + label + "\\b|\\bslo:"));
				}
			}
		}));
	}

	@Test
	void tablesSortByTheirColumns() {
		this.dashboards.forEach((dashboard) -> panels(dashboard).forEach((panel) -> {
			if (panel.get("type").asString().equals("table")) {
				Set<String> columns = new TreeSet<>(panel.get("targets").findValuesAsString("legendFormat"));
				for (JsonNode override : panel.at("/fieldConfig/overrides")) {
					for (JsonNode property : override.get("properties")) {
						if (property.get("id").asString().equals("displayName")) {
							columns.add(property.get("value").asString());
						}
					}
				}
				panel.at("/options/sortBy")
					.forEach((sort) -> assertThat(columns).as(panel.get("title").asString())
						.contains(sort.get("displayName").asString()));
			}
		}));
	}

	@Test
	void promtoolAcceptsEveryExpression(@TempDir Path directory) throws Exception {
		List<Map<String, Object>> rules = new ArrayList<>();
		this.dashboards.forEach((dashboard) -> {
			List<String> expressions = new ArrayList<>();
			targets(dashboard, "prometheus").forEach((target) -> expressions.add(target.get("expr").asString()));
			dashboard.at("/annotations/list")
				.forEach((annotation) -> expressions.add(annotation.get("expr").asString()));
			for (JsonNode variable : dashboard.at("/templating/list")) {
				if (variable.get("type").asString().equals("query")) {
					expressions.add(variable.at("/query/query")
						.asString()
						.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1"));
				}
			}
			expressions.forEach((expression) -> rules.add(Map.of("record", "a:b:c", "expr", replaced(expression),
					"labels", Map.of("index", String.valueOf(rules.size())))));
		});
		assertThat(rules).hasSizeGreaterThan(250);
		Path file = Files.writeString(directory.resolve("expressions.yaml"), new JsonMapper()
			.writeValueAsString(Map.of("groups", List.of(Map.of("name", "expressions", "rules", rules)))));
		Programs.Result check = Programs.run(Tool.PROMTOOL, "check", "rules", "--lint=none", file.toString());
		assertThat(check.exitCode()).as(check.output()).isZero();
	}

	@Test
	void logSearchesNameLabelsAndFieldsOfTheVocabularyOnly() {
		List<JsonNode> searches = new ArrayList<>();
		this.dashboards.forEach((dashboard) -> searches.addAll(targets(dashboard, "loki")));
		assertThat(searches).isNotEmpty().allSatisfy((target) -> {
			String expression = target.get("expr").asString();
			assertThat(within(expression, "\\{(\\w[^{}]*)}", "(\\w+)=~?\"")).isNotEmpty().isSubsetOf(LOG_LABELS);
			assertThat(within(expression, "json ([^|]*)", "(\\w+)=\"")).isSubsetOf(LOG_FIELDS);
			assertThat(matches(expression, "\\{\\{\\.(\\w+)}}")).isSubsetOf(LOG_FIELDS);
			assertThat(within(expression, "by \\(([\\w, ]+)\\)", "(\\w+)")).isSubsetOf(LOG_FIELDS);
		});
	}

	@Test
	void compilesFast() {
		var threads = ManagementFactory.getThreadMXBean();
		long[] times = new long[6];
		Mixin fresh = Mixin.bundled();
		for (int index = 0; index < times.length; index++) {
			long start = threads.getCurrentThreadCpuTime();
			fresh.render(Map.of());
			times[index] = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start).toMillis();
		}
		System.out.printf("The mixin compiles in %d ms of processor time, then in %d ms%n", times[0],
				times[times.length - 1]);
		assertThat(times[0]).isLessThan(3 * 3000);
		assertThat(times[times.length - 1]).isLessThan(3 * 300);
	}

	private static String replaced(String expression) {
		return expression.replace("$__rate_interval", "5m")
			.replace("$__range", "6h")
			.replace("$interval", "5m")
			.replaceAll("\\$\\w+", ".*");
	}

	private static Set<String> variablesIn(String text) {
		return VARIABLE.matcher(text)
			.results()
			.map((match) -> (match.group(1) != null) ? match.group(1) : match.group(2))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static List<String> matches(String text, String pattern) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
	}

	private static List<String> within(String text, String outer, String inner) {
		return matches(text, outer).stream().flatMap((match) -> matches(match, inner).stream()).toList();
	}

	private static Set<String> variables(JsonNode dashboard, String type) {
		Set<String> names = new TreeSet<>();
		for (JsonNode variable : dashboard.at("/templating/list")) {
			if (type == null || variable.get("type").asString().equals(type)) {
				names.add(variable.get("name").asString());
			}
		}
		return names;
	}

	private List<JsonNode> metricTargets() {
		List<JsonNode> targets = new ArrayList<>();
		this.dashboards.forEach((dashboard) -> targets.addAll(targets(dashboard, "prometheus")));
		return targets;
	}

	/**
	 * Return the targets that read a kind of data source, each with the type and the
	 * interval of its panel.
	 */
	private static List<JsonNode> targets(JsonNode dashboard, String source) {
		List<JsonNode> targets = new ArrayList<>();
		for (JsonNode panel : panels(dashboard)) {
			for (JsonNode target : panel.path("targets")) {
				if (target.at("/datasource/type").asString().equals(source)) {
					targets.add(target.deepCopy()
						.asObject()
						.put("panel", panel.get("type").asString())
						.put("interval", panel.path("interval").asString("")));
				}
			}
		}
		return targets;
	}

	private static List<JsonNode> panels(JsonNode dashboard) {
		return panelsAndRows(dashboard).stream().filter((panel) -> !isRow(panel)).toList();
	}

	private static List<JsonNode> panelsAndRows(JsonNode dashboard) {
		return StreamSupport.stream(dashboard.get("panels").spliterator(), false)
			.flatMap((panel) -> Stream.concat(Stream.of(panel),
					StreamSupport.stream(panel.path("panels").spliterator(), false)))
			.toList();
	}

	private static boolean isRow(JsonNode panel) {
		return panel.get("type").asString().equals("row");
	}

}
