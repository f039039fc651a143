package dev.telltale.mixins;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a dashboard must not lack.
 */
class DashboardsTests {

	private static final Set<String> PANELS = Set.of("timeseries", "stat", "gauge", "bargauge", "table", "text", "row");

	private static final Set<String> UNITS = Set.of("reqps", "cps", "percentunit", "s", "bytes", "short");

	private final JsonNode dashboards = Mixin.bundled().evaluate("mixin.grafanaDashboards", Map.of());

	@Test
	void dashboardsHaveAStableUidOfTheirOwn() {
		Set<String> uids = new HashSet<>();
		this.dashboards.forEach((dashboard) -> assertThat(uids.add(dashboard.get("uid").asString())).isTrue());
		assertThat(uids).contains("telltale-service");
	}

	@Test
	void dashboardsAreNotEditedByHandAndShareTheCrosshair() {
		this.dashboards.forEach((dashboard) -> {
			assertThat(dashboard.get("editable").asBoolean()).isFalse();
			assertThat(dashboard.get("graphTooltip").asInt()).isEqualTo(1);
			assertThat(dashboard.get("description").asString()).endsWith(".");
			assertThat(dashboard.has("__inputs")).isFalse();
		});
	}

	@Test
	void panelsHaveIdsTitlesDescriptionsAndUnits() {
		this.dashboards.forEach((dashboard) -> {
			Set<Integer> ids = new HashSet<>();
			for (JsonNode panel : dashboard.get("panels")) {
				String title = panel.get("title").asString();
				assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
				assertThat(panel.get("type").asString()).isIn(PANELS);
				assertThat(title).isNotBlank();
				if (!isRow(panel)) {
					assertThat(panel.get("description").asString()).as(title).endsWith(".");
					assertThat(panel.at("/fieldConfig/defaults/unit").asString()).as(title).isIn(UNITS);
				}
			}
		});
	}

	@Test
	void panelsDoNotOverlap() {
		this.dashboards.forEach((dashboard) -> {
			Set<List<Integer>> cells = new HashSet<>();
			for (JsonNode panel : dashboard.get("panels")) {
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
		});
	}

	@Test
	void titlesAreUniqueInADashboard() {
		this.dashboards.forEach((dashboard) -> {
			Set<String> titles = new HashSet<>();
			dashboard.get("panels")
				.forEach((panel) -> assertThat(titles.add(panel.get("title").asString()))
					.as(panel.get("title").asString())
					.isTrue());
		});
	}

	@Test
	void everyTargetReadsTheChosenDataSource() {
		assertThat(targets()).isNotEmpty()
			.allSatisfy((target) -> assertThat(target.at("/datasource/uid").asString()).isEqualTo("${datasource}"));
		this.dashboards.forEach(
				(dashboard) -> assertThat(dashboard.at("/templating/list/0/name").asString()).isEqualTo("datasource"));
	}

	@Test
	void ratesCoverTheRateInterval() {
		assertThat(targets()).allSatisfy((target) -> {
			String expression = target.get("expr").asString();
			assertThat(expression).doesNotContainPattern("\\[(?!\\$__rate_interval])");
			assertThat(expression.replaceAll("rate\\([^\\[]*\\[", "")).doesNotContain("_total{", "_count{", "_bucket{");
		});
	}

	@Test
	void everyTargetIsOfTheChosenService() {
		assertThat(targets())
			.allSatisfy((target) -> assertThat(target.get("expr").asString()).contains("job=~\"$job\""));
	}

	@Test
	void legendsNameNoLabelThatTheExpressionDrops() {
		assertThat(targets()).allSatisfy((target) -> {
			String expression = target.get("expr").asString();
			Pattern.compile("\\{\\{(\\w+)}}")
				.matcher(target.get("legendFormat").asString())
				.results()
				.map((match) -> match.group(1))
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

	private List<JsonNode> targets() {
		List<JsonNode> targets = new ArrayList<>();
		this.dashboards.forEach((dashboard) -> dashboard.get("panels").forEach((panel) -> {
			if (!isRow(panel)) {
				assertThat(panel.get("targets").isEmpty()).isFalse();
				panel.get("targets").forEach(targets::add);
			}
		}));
		return targets;
	}

	private static boolean isRow(JsonNode panel) {
		return panel.get("type").asString().equals("row");
	}

}
