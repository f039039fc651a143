package dev.telltale.mixins.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.promql.GrafanaVariables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard of a rendering. This is the one place that knows how Grafana nests panels,
 * and where a target has its data source and its query.
 *
 * @param name the name of its file, such as {@code service.json}
 * @param json the dashboard as it was rendered
 * @param variables its variables, in their order
 * @param panels its panels in their order, those of collapsed rows included
 */
public record Dashboard(String name, JsonNode json, List<Variable> variables, List<Panel> panels) {

	private static final String FOLDER = "dashboards/";

	/**
	 * Create a dashboard.
	 * @param name the name of its file
	 * @param json the dashboard as it was rendered
	 * @param variables its variables
	 * @param panels its panels
	 */
	public Dashboard {
		variables = List.copyOf(variables);
		panels = List.copyOf(panels);
	}

	/**
	 * Return the dashboards of a rendering.
	 * @param rendering the rendering
	 * @return the dashboards, by file
	 */
	public static List<Dashboard> of(Rendering rendering) {
		JsonMapper mapper = new JsonMapper();
		List<Dashboard> dashboards = new ArrayList<>();
		rendering.files().forEach((path, text) -> {
			if (path.startsWith(FOLDER)) {
				JsonNode json = mapper.readTree(text);
				dashboards.add(new Dashboard(path.substring(FOLDER.length()), json,
						json.path("templating").path("list").valueStream().map(Variable::of).toList(),
						panels(json).map(Panel::of).toList()));
			}
		});
		return dashboards;
	}

	private static Stream<JsonNode> panels(JsonNode parent) {
		return parent.path("panels").valueStream().flatMap((panel) -> Stream.concat(Stream.of(panel), panels(panel)));
	}

	/**
	 * Return its title.
	 * @return the title, empty if it has none
	 */
	public String title() {
		return this.json.path("title").asString("");
	}

	/**
	 * Return values to read its expressions with, where nobody can be asked for real
	 * ones.
	 * @return a value for each variable
	 */
	public GrafanaVariables anyValues() {
		Map<String, String> values = new HashMap<>();
		this.variables.forEach((variable) -> values.putIfAbsent(variable.name(), variable.anyValue()));
		return new GrafanaVariables(values);
	}

	/**
	 * A panel, or a row.
	 *
	 * @param title its title, empty if it has none
	 * @param json the panel as it was rendered
	 * @param targets what it asks
	 */
	public record Panel(String title, JsonNode json, List<Target> targets) {

		/**
		 * Create a panel.
		 * @param title its title
		 * @param json the panel as it was rendered
		 * @param targets what it asks
		 */
		public Panel {
			targets = List.copyOf(targets);
		}

		private static Panel of(JsonNode panel) {
			return new Panel(panel.path("title").asString(""), panel,
					panel.path("targets").valueStream().map((target) -> Target.of(target, panel)).toList());
		}

	}

	/**
	 * What a panel asks.
	 *
	 * @param id its letter
	 * @param kind whom it asks
	 * @param datasource the uid of the data source, which may be a variable
	 * @param text the query, with Grafana's variables
	 * @param labels the labels that its legend shows
	 */
	public record Target(String id, Question.Kind kind, String datasource, String text, Set<String> labels) {

		/**
		 * Create a target.
		 * @param id its letter
		 * @param kind whom it asks
		 * @param datasource the uid of the data source
		 * @param text the query
		 * @param labels the labels that its legend shows
		 */
		public Target {
			labels = Set.copyOf(labels);
		}

		private static Target of(JsonNode target, JsonNode panel) {
			JsonNode datasource = target.has("datasource") ? target.get("datasource") : panel.path("datasource");
			Question.Kind kind = switch (datasource.path("type").asString("prometheus")) {
				case "loki" -> Question.Kind.LOGS;
				case "tempo" -> Question.Kind.TRACES;
				default -> Question.Kind.PANEL;
			};
			return new Target(target.path("refId").asString(""), kind, datasource.path("uid").asString(""),
					target.path((kind == Question.Kind.TRACES) ? "query" : "expr").asString(""),
					(kind == Question.Kind.PANEL) ? Inventory.labelsOfLegend(target.path("legendFormat").asString(""))
							: Set.of());
		}

	}

}
