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
 * The scenarios of {@code telltale prove}, by the alerts they expect.
 *
 * @param names the names of the scenarios by alert
 */
public record Scenarios(Map<String, List<String>> names) {

	private static final YAMLMapper YAML = new YAMLMapper();

	private static final String SUFFIX = ".yaml";

	/**
	 * Create scenarios.
	 * @param names the names of the scenarios by alert
	 */
	public Scenarios {
		names = Map.copyOf(names);
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
		Map<String, List<String>> names = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
				String name = file.getFileName().toString();
				for (JsonNode expected : YAML.readTree(Files.readString(file)).path("expect")) {
					names.computeIfAbsent(expected.path("alert").asString(), (alert) -> new ArrayList<>())
						.add(name.substring(0, name.length() - SUFFIX.length()));
				}
			}
		}
		catch (IOException | JacksonException ex) {
			throw new MixinException("cannot read the scenarios in %s: %s".formatted(folder,
					String.valueOf(ex.getMessage()).lines().findFirst().orElse("")), ex);
		}
		return new Scenarios(names);
	}

	List<String> of(String alert) {
		return this.names.getOrDefault(alert, List.of());
	}

}
