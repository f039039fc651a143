package dev.telltale.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The templates of the archetype without Maven: copied as the plugin copies them, and
 * completed as its script has it done.
 */
final class Templates {

	private static final Path TEMPLATES = Path.of("target/classes/archetype-resources");

	private Templates() {
	}

	/**
	 * Return properties that are accepted.
	 * @param changes pairs of name and value that differ from the defaults
	 * @return the properties
	 */
	static Map<String, String> properties(String... changes) {
		Map<String, String> properties = new LinkedHashMap<>(Descriptor.read().defaults());
		properties
			.putAll(Map.of("groupId", "com.example", "artifactId", "orders-desk", "package", "com.example.ordersdesk"));
		for (int i = 0; i < changes.length; i += 2) {
			properties.put(changes[i], changes[i + 1]);
		}
		return properties;
	}

	/**
	 * Generate a service.
	 * @param outside the folder in which its own is made
	 * @param properties the properties
	 * @return the folder of the service
	 * @throws IllegalArgumentException if a property is not acceptable
	 */
	static Path generate(Path outside, Map<String, String> properties) {
		Path project = outside.resolve(properties.get("artifactId"));
		try {
			copy(TEMPLATES.resolve("pom.xml"), project.resolve("pom.xml"));
			for (Path template : files(TEMPLATES)) {
				copy(template, project.resolve(TEMPLATES.relativize(template).toString()));
			}
			NewService.complete(outside.toString(), properties);
			return project;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path template, Path file) throws IOException {
		if (Files.notExists(file)) {
			Files.createDirectories(file.getParent());
			Files.write(file, Files.readAllBytes(template));
		}
	}

	/**
	 * Return all files below a folder.
	 * @param folder the folder
	 * @return the files, in order
	 */
	static List<Path> files(Path folder) {
		try (Stream<Path> walk = Files.walk(folder)) {
			return walk.filter(Files::isRegularFile).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
