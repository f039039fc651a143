package dev.telltale.cli.scenario;

import java.util.List;

import dev.telltale.cli.stack.Home;

/**
 * The scenarios of the project, in {@code examples/scenarios}.
 */
public final class ScenarioFiles {

	private static final String FOLDER = "scenarios";

	private static final String SUFFIX = ".yaml";

	private ScenarioFiles() {
	}

	/**
	 * Read all scenarios.
	 * @param home the project
	 * @return the scenarios in the order of their names
	 * @throws ScenarioException if there is none, or one is not well-formed
	 */
	public static List<Scenario> all(Home home) {
		List<Scenario> scenarios = home.examples(FOLDER)
			.stream()
			.filter((file) -> file.endsWith(SUFFIX))
			.map((file) -> {
				String path = FOLDER + "/" + file;
				return ScenarioReader.read("examples/" + path, file.substring(0, file.length() - SUFFIX.length()),
						home.example(path), (other) -> home.example(FOLDER + "/" + other));
			})
			.toList();
		if (scenarios.isEmpty()) {
			throw new ScenarioException("there is no scenario: examples/%s holds no *%s".formatted(FOLDER, SUFFIX));
		}
		return scenarios;
	}

	/**
	 * Read which alerts no scenario raises, and why.
	 * @param home the project
	 * @return the text of the file
	 */
	public static String notLive(Home home) {
		return home.example(FOLDER + "/not-live.yml");
	}

}
