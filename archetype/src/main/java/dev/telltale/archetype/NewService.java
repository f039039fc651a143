package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes a service of the raw templates, after the plugin has copied them:
 * <ul>
 * <li>a property that is not acceptable ends it: one line a mistake, and nothing is left
 * behind. The plugin itself asks nobody in batch mode;</li>
 * <li>a folder below {@code options} is laid over the project where everything that its
 * name joins by "-" was chosen;</li>
 * <li>each file is completed as {@link Template} has it;</li>
 * <li>sources move into their package.</li>
 * </ul>
 * Called by archetype-post-generate.groovy, once in a thread.
 */
public final class NewService {

	private final Path folder;

	private final Map<String, String> properties;

	private final Set<String> choices;

	private NewService(Path folder, Map<String, String> properties) {
		this.folder = folder;
		this.properties = new TreeMap<>(properties);
		// Pods of the chart: a service that matters more survives more of them.
		this.properties.put("replicas", String.valueOf(4 - Integer.parseInt(properties.get("tier"))));
		this.choices = choices(properties);
	}

	/**
	 * Make a service of what the plugin has copied.
	 * @param outputDirectory the folder in which that of the service is
	 * @param properties all properties of the archetype, and the coordinates of the
	 * service
	 * @throws IllegalArgumentException if nothing is generated, with one line for each
	 * mistake
	 * @throws IOException if files cannot be read, moved or written
	 */
	public static void complete(String outputDirectory, Map<String, String> properties) throws IOException {
		Path outside = Path.of(outputDirectory).toAbsolutePath().normalize();
		Path folder = outside.resolve(properties.get("artifactId")).normalize();
		// A name with slashes may lead anywhere; what was generated there is not ours to
		// look for.
		boolean ours = outside.equals(folder.getParent());
		List<Path> strangers = ours ? strangers(folder) : List.of();
		List<String> mistakes = new ArrayList<>(Mistakes.in(properties));
		if (Files.exists(outside.resolve("pom.xml"))) {
			mistakes.add(
					"outputDirectory: it holds a pom.xml, to which Maven may have added the module %s: take it out there, and generate in a folder without one"
						.formatted(properties.get("artifactId")));
		}
		if (!strangers.isEmpty()) {
			mistakes.add("artifactId: the folder %s holds files: generate into an empty one".formatted(folder));
		}
		if (!mistakes.isEmpty()) {
			if (ours) {
				removeAllBut(strangers, folder);
			}
			throw new IllegalArgumentException("Nothing was generated:\n" + String.join("\n", mistakes));
		}
		new NewService(folder, properties).complete();
	}

	/**
	 * The files that were there before the plugin came, which writes pom.xml first.
	 */
	private static List<Path> strangers(Path folder) throws IOException {
		FileTime start = Files.getLastModifiedTime(folder.resolve("pom.xml"));
		List<Path> strangers = new ArrayList<>();
		for (Path file : filesBelow(folder)) {
			if (Files.getLastModifiedTime(file).compareTo(start) < 0) {
				strangers.add(file);
			}
		}
		return strangers;
	}

	private static void removeAllBut(List<Path> strangers, Path folder) throws IOException {
		for (Path file : filesBelow(folder)) {
			if (!strangers.contains(file)) {
				Files.delete(file);
			}
		}
		removeEmptyFolders(folder);
	}

	private static Set<String> choices(Map<String, String> properties) {
		Set<String> chosen = new TreeSet<>();
		chosen.add(properties.get("web"));
		chosen.add(properties.get("ci"));
		chosen.add(properties.get("database").equals("yes") ? "database" : "memory");
		chosen.add(properties.get("managementPort").equals(properties.get("port")) ? "onePort" : "twoPorts");
		Stream.of("kafka", "chart", "dockerfile")
			.filter((name) -> properties.get(name).equals("yes"))
			.forEach(chosen::add);
		return chosen;
	}

	private void complete() throws IOException {
		layOver();
		for (Path file : filesBelow(this.folder)) {
			Files.writeString(file, Template.complete(Files.readString(file), this.properties, this.choices));
		}
		moveToPackage(this.folder.resolve("src/main/java"));
		moveToPackage(this.folder.resolve("src/test/java"));
	}

	private void layOver() throws IOException {
		Path options = this.folder.resolve("options");
		for (Path file : filesBelow(options)) {
			Path inside = options.relativize(file);
			Path option = inside.getName(0);
			if (this.choices.containsAll(List.of(option.toString().split("-")))) {
				// Fails where it is there: an option adds, and replaces nothing.
				move(file, this.folder.resolve(option.relativize(inside).toString()));
			}
			else {
				Files.delete(file);
			}
		}
		removeEmptyFolders(options);
	}

	private void moveToPackage(Path sources) throws IOException {
		Path place = sources.resolve(this.properties.get("package").replace('.', '/'));
		for (Path file : filesBelow(sources)) {
			move(file, place.resolve(sources.relativize(file)));
		}
		removeEmptyFolders(sources);
	}

	private static void move(Path file, Path place) throws IOException {
		Files.createDirectories(place.getParent());
		Files.move(file, place);
	}

	private static List<Path> filesBelow(Path folder) throws IOException {
		try (Stream<Path> walk = Files.walk(folder)) {
			return walk.filter(Files::isRegularFile).sorted().toList();
		}
	}

	private static void removeEmptyFolders(Path folder) throws IOException {
		List<Path> folders;
		try (Stream<Path> walk = Files.walk(folder)) {
			folders = walk.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
		}
		for (Path path : folders) {
			boolean empty;
			try (Stream<Path> entries = Files.list(path)) {
				empty = entries.findAny().isEmpty();
			}
			if (empty) {
				Files.delete(path);
			}
		}
	}

}
