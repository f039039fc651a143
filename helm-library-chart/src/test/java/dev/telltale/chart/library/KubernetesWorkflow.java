package dev.telltale.chart.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.telltale.chart.Chart;
import tools.jackson.databind.JsonNode;

/**
 * The workflow that shows every feature on a cluster of kind.
 *
 * @param text its text
 */
record KubernetesWorkflow(String text) {

	static final Path PROJECT = Path.of("..");

	private static final Pattern PATH = Pattern
		.compile("(?<![\\w/.:-])(?:examples|sample-service|helm-library-chart|docs)/[\\w./-]*\\w");

	private static final Pattern CHART = Pattern.compile("examples/kubernetes/(sample-service|platform)(?= |$)");

	/**
	 * Read that of the project.
	 */
	static KubernetesWorkflow read() {
		return new KubernetesWorkflow(Features.content(PROJECT.resolve(".github/workflows/kubernetes.yml")));
	}

	/**
	 * Say whether it says of itself that it has not run.
	 */
	boolean hasRunNowhere() {
		return this.text.lines()
			.takeWhile((line) -> line.startsWith("#"))
			.anyMatch((line) -> line.contains("has run nowhere yet"));
	}

	/**
	 * Return the steps that show a feature: those with an id.
	 * @return names by ids
	 */
	Map<String, String> shows() {
		Map<String, String> shows = new LinkedHashMap<>();
		for (JsonNode step : steps()) {
			if (step.has("id") && shows.put(step.path("id").asString(), step.path("name").asString()) != null) {
				throw new AssertionError("two steps have the id " + step.path("id").asString());
			}
		}
		return shows;
	}

	/**
	 * Return steps that show a feature without anything in them that can fail.
	 */
	List<String> idle() {
		return steps().stream()
			.filter((step) -> step.has("id"))
			.filter((step) -> !step.path("run").asString().contains("await ")
					&& !step.path("run").asString().contains("helm test"))
			.map((step) -> step.path("id").asString())
			.toList();
	}

	/**
	 * Return the files of the project that it names.
	 */
	List<String> files() {
		return PATH.matcher(this.text)
			.results()
			.map(MatchResult::group)
			.filter((path) -> !path.contains("/target/"))
			.distinct()
			.toList();
	}

	/**
	 * Return the charts of ours that it installs, with their values.
	 * @return charts by commands
	 */
	Map<String, Chart> installations() {
		Map<String, Chart> installations = new LinkedHashMap<>();
		for (JsonNode step : steps()) {
			for (String command : step.path("run").asString().replaceAll("\\\\\n *", "").split("\n")) {
				var chart = CHART.matcher(command);
				if (command.strip().matches("helm (install|upgrade|template) .*") && chart.find()) {
					installations.put(command.strip(), withValues(Features.chart(chart.group(1)), command));
				}
			}
		}
		return installations;
	}

	private static Chart withValues(Chart chart, String command) {
		Chart with = chart;
		List<String> words = List.of(command.strip().split(" +"));
		for (int i = 0; i < words.size() - 1; i++) {
			String value = words.get(i + 1);
			if (words.get(i).equals("--values")) {
				with = with.valuesFile(PROJECT.resolve(value));
			}
			else if (words.get(i).equals("--set")) {
				for (String setting : value.split(",")) {
					int equals = setting.indexOf('=');
					with = with.set(setting.substring(0, equals), setting.substring(equals + 1));
				}
			}
			else if (words.get(i).equals("--namespace")) {
				with = with.namespace(value);
			}
		}
		int release = words.contains("--install") ? words.indexOf("--install") + 1 : 2;
		return with.name(words.get(release));
	}

	private List<JsonNode> steps() {
		List<JsonNode> steps = new ArrayList<>();
		for (JsonNode job : PlatformFiles.yaml("kubernetes.yml", this.text).path("jobs")) {
			job.path("steps").forEach(steps::add);
		}
		return steps;
	}

}
