package dev.telltale.cli.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.OwnApplication;

/**
 * The scenarios of the project, in {@code examples/scenarios}, and those of a service
 * that somebody brings, in its {@code monitoring/scenarios}.
 */
public final class ScenarioFiles {

	private static final String FOLDER = "scenarios";

	private static final String SUFFIX = ".yaml";

	private ScenarioFiles() {
	}

	/**
	 * Read the scenarios that say something of the service of this home: all, or those
	 * that fit the service that somebody brings.
	 * @param home the project
	 * @return the scenarios in the order of their names, those of the service last
	 * @throws ScenarioException if there is none, or one is not well-formed
	 */
	public static List<Scenario> fitting(Home home) {
		OwnApplication own = home.own();
		List<Scenario> ofProject = ofProject(home);
		return (own == null) ? ofProject
				: Stream
					.concat(ofProject.stream().filter((scenario) -> Fitness.obstacle(scenario, own).isEmpty()),
							ofService(own).stream())
					.toList();
	}

	/**
	 * Read all scenarios: those of the project and, of a service that somebody brings,
	 * its own.
	 * @param home the project
	 * @return the scenarios in the order of their names
	 * @throws ScenarioException if there is none, or one is not well-formed
	 */
	public static List<Scenario> all(Home home) {
		List<Scenario> all = new ArrayList<>(ofProject(home));
		if (home.own() != null) {
			Set<String> names = all.stream().map(Scenario::name).collect(Collectors.toSet());
			for (Scenario scenario : ofService(home.own())) {
				if (!names.add(scenario.name())) {
					throw new ScenarioException("%s is called as a scenario of Telltale's: choose another name"
						.formatted(home.own().scenarios() + "/" + scenario.name() + SUFFIX));
				}
				all.add(scenario);
			}
		}
		return all;
	}

	private static List<Scenario> ofService(OwnApplication service) {
		Path folder = service.scenarios();
		return (folder != null) ? in(folder) : List.of();
	}

	/**
	 * Read the scenarios in a folder.
	 * @param folder the folder
	 * @return the scenarios in the order of their names
	 * @throws ScenarioException if one is not well-formed
	 */
	private static List<Scenario> in(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(SUFFIX))
				.sorted()
				.map((file) -> ScenarioReader.read(file.toString(), name(file.getFileName().toString()), text(file),
						(other) -> text(folder.resolve(other))))
				.toList();
		}
		catch (IOException ex) {
			throw new ScenarioException(
					"cannot read %s (%s): see whether it is yours".formatted(folder, ex.getMessage()));
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new ScenarioException("cannot read %s: see whether it is there and yours".formatted(file));
		}
	}

	private static String name(String file) {
		return file.substring(0, file.length() - SUFFIX.length());
	}

	private static List<Scenario> ofProject(Home home) {
		List<Scenario> scenarios = home.examples(FOLDER)
			.stream()
			.filter((file) -> file.endsWith(SUFFIX))
			.map((file) -> {
				String path = FOLDER + "/" + file;
				return ScenarioReader.read("examples/" + path, name(file), home.example(path),
						(other) -> home.example(FOLDER + "/" + other));
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
