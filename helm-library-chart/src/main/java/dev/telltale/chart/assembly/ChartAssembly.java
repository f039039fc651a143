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
import tools.jackson.databind.json.JsonMapper;

/**
 * Assembles the library chart: its sources, dashboards and rules of all services and of
 * one, the Alertmanager's configuration, the names of the metrics that they read, and a
 * README with every value.
 */
public final class ChartAssembly {

	/**
	 * Stands in the files of one service for its name, which Helm knows.
	 */
	static final String SERVICE = "__SERVICE__";

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
		Rendering all = mixin.render(Map.of());
		Map<String, String> files = new TreeMap<>();
		putDashboardsAndRules(files, "", all);
		putDashboardsAndRules(files, "service/", mixin.render(Map.of("service", SERVICE)));
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
		rendering.files().forEach((path, text) -> {
			if (path.startsWith("dashboards/")) {
				// Without blanks, for ConfigMaps and release records are small.
				files.put(prefix + path, JSON.writeValueAsString(JSON.readTree(text)) + "\n");
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
