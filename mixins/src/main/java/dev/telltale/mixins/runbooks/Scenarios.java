package dev.telltale.mixins.runbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.telltale.mixins.MixinException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The scenarios of {@code telltale prove}, by the alerts they expect. Of a scenario's
 * file only its name, its summary and the names of these alerts are read.
 *
 * @param byAlert the scenarios by alert
 */
public record Scenarios(Map<String, List<Scenario>> byAlert) {

	private static final YAMLMapper YAML = new YAMLMapper();

	private static final String SUFFIX = ".yaml";

	/**
	 * Create scenarios.
	 * @param byAlert the scenarios by alert
	 */
	public Scenarios {
		byAlert = Map.copyOf(byAlert);
	}

	/**
	 * Return no scenarios.
	 * @return none
	 */
	public static Scenarios none() {
		return new Scenarios(Map.of());
	}

	/**
	 * Read the scenarios of a folder.
	 * @param folder the folder, such as {@code examples/scenarios}
	 * @return the scenarios
	 * @throws MixinException if the folder cannot be read, or a file is no YAML
	 */
	public static Scenarios in(Path folder) {
		Map<String, List<Scenario>> byAlert = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
				JsonNode document = read(file);
				String name = file.getFileName().toString();
				Scenario scenario = new Scenario(name.substring(0, name.length() - SUFFIX.length()),
						document.path("summary").asString("").strip());
				document.path("expect")
					.valueStream()
					.map((expected) -> expected.path("alert").asString(""))
					.filter((alert) -> !alert.isEmpty())
					.distinct()
					.forEach((alert) -> byAlert.computeIfAbsent(alert, (key) -> new ArrayList<>()).add(scenario));
			}
		}
		catch (IOException ex) {
			throw new MixinException("cannot read the scenarios in %s (%s): name the folder that holds them"
				.formatted(folder, ex.getMessage()), ex);
		}
		return new Scenarios(byAlert);
	}

	private static JsonNode read(Path file) throws IOException {
		try {
			return YAML.readTree(Files.readString(file));
		}
		catch (JacksonException ex) {
			throw new MixinException("cannot read the scenario %s: %s".formatted(file,
					String.valueOf(ex.getOriginalMessage()).lines().findFirst().orElse("")), ex);
		}
	}

	List<Scenario> of(String alert) {
		return this.byAlert.getOrDefault(alert, List.of());
	}

	/**
	 * A scenario.
	 *
	 * @param name its name, which is that of its file
	 * @param summary what it shows, a sentence, or nothing
	 */
	public record Scenario(String name, String summary) {

		/** The command that runs it. */
		String command() {
			return "./telltale prove " + this.name + (this.summary.isEmpty() ? "" : "   # " + this.summary);
		}

	}

}
