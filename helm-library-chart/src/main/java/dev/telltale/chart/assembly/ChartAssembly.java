package dev.telltale.chart.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.Yaml;
import dev.telltale.tools.files.Folders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Assembles the library chart: its sources, dashboards and rules of all services and of
 * one, the Alertmanager's configuration, the names of the metrics that they read, a
 * README with every value, and a schema for the values of a service.
 */
public final class ChartAssembly {

	/**
	 * Stands in the files of one service for its name, which Helm knows.
	 */
	static final String SERVICE = "__SERVICE__";

	/**
	 * Stand in rules for addresses that Helm knows. The templates know them too.
	 */
	private static final Map<String, String> LINKS = Map.of("grafanaUrl", "__GRAFANA__", "runbookUrlPattern",
			"__RUNBOOK_%s__");

	private static final JsonMapper JSON = new JsonMapper();

	private ChartAssembly() {
	}

	/**
	 * Assemble the chart.
	 * @param arguments the folder of the sources, the folder to write, which is emptied
	 * first, and the version
	 * @throws IOException if a file cannot be read or written
	 */
	public static void main(String[] arguments) throws IOException {
		Path sources = Path.of(arguments[0]);
		Path target = Path.of(arguments[1]);
		Folders.delete(target);
		copy(sources, target, arguments[2]);
		for (var file : rendered().entrySet()) {
			Path path = target.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		Files.writeString(target.resolve("README.md"), ValuesTable.of(sources).readme());
		JsonNode schema = JSON.readTree(Files.readString(sources.resolve("values.schema.json")));
		Files.writeString(target.resolve("service.schema.json"), ServiceSchema.of(schema).toPrettyString() + "\n");
	}

	private static void copy(Path sources, Path target, String version) throws IOException {
		List<Path> files;
		try (Stream<Path> walk = Files.walk(sources)) {
			files = walk.filter(Files::isRegularFile).toList();
		}
		for (Path file : files) {
			Path copy = target.resolve(sources.relativize(file).toString());
			Files.createDirectories(copy.getParent());
			Files.writeString(copy, Files.readString(file).replace("${project.version}", version));
		}
	}

	private static Map<String, String> rendered() {
		Mixin mixin = Mixin.bundled();
		Rendering all = mixin.render(LINKS);
		Map<String, String> files = new TreeMap<>();
		putDashboardsAndRules(files, "", all);
		Map<String, String> ofService = new TreeMap<>(LINKS);
		ofService.put("service", SERVICE);
		putDashboardsAndRules(files, "service/", mixin.render(ofService));
		Map<String, String> objects = mixin.renderForKubernetes(Map.of()).files();
		files.put("alertmanager/config.yaml", spec(objects.get("kubernetes/alertmanager.yaml")));
		all.files().forEach((path, text) -> {
			if (path.endsWith(".tmpl")) {
				files.put(path, text);
			}
		});
		files.put("metrics/required.txt", String.join("\n", RequiredMetrics.of(all)) + "\n");
		return files;
	}

	private static void putDashboardsAndRules(Map<String, String> files, String prefix, Rendering rendering) {
		DashboardLinks links = DashboardLinks.among(rendering);
		rendering.files().forEach((path, text) -> {
			if (path.startsWith("dashboards/")) {
				// Without blanks, for ConfigMaps and release records are small.
				files.put(prefix + path, JSON.writeValueAsString(links.keep(JSON.readTree(text))) + "\n");
			}
			else if (path.startsWith("prometheus/rules/")) {
				files.put(prefix + path.substring("prometheus/".length()), text);
			}
		});
	}

	private static String spec(String object) {
		return Yaml.print(Yaml.read(object).get("spec"));
	}

}
