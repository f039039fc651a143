package dev.telltale.archetype;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service that was generated as users do it.
 *
 * @param name the name of the case, a folder of src/test/resources/projects
 * @param folder the folder of the service
 * @param properties what was chosen
 * @param generation how its generation went
 */
record GeneratedService(String name, Path folder, Map<String, String> properties, Maven.Run generation) {

	private static final Path CASES = Path.of("target/test-classes/projects");

	private static final Pattern SUITE = Pattern.compile(
			"<testsuite [^>]*name=\"([\\w.]+)\"[^>]* tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\" failures=\"(\\d+)\"");

	/**
	 * Return the names of all cases.
	 * @return the names
	 */
	static List<String> cases() {
		try (Stream<Path> folders = Files.list(CASES)) {
			return folders.map((folder) -> folder.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Generate the service of a case.
	 * @param name the name of the case
	 * @param outside the folder in which its own is made
	 * @return the service
	 */
	static GeneratedService of(String name, Path outside) {
		Properties chosen = new Properties();
		try (Reader reader = Files.newBufferedReader(CASES.resolve(name).resolve("archetype.properties"))) {
			chosen.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		DocumentedCommand command = DocumentedCommand.read(DocumentedCommand.README);
		Maven.Run generation = Maven.run(outside, command.with(chosen), command.goals().toArray(String[]::new));
		Map<String, String> properties = Templates.properties();
		chosen.forEach((key, value) -> properties.put(key.toString(), value.toString()));
		return new GeneratedService(name, outside.resolve(properties.get("artifactId")), properties, generation);
	}

	boolean has(String option) {
		return "yes".equals(this.properties.get(option));
	}

	/**
	 * Build it, with what shows whether its sources are formatted.
	 * @return how it ended
	 */
	Maven.Run build() {
		Properties properties = new Properties();
		properties.setProperty("telltale.chart.helm", "required");
		properties.setProperty("maven.compiler.showWarnings", "true");
		properties.setProperty("maven.compiler.showDeprecation", "true");
		return Maven.build(this.folder, java(), properties, "io.spring.javaformat:spring-javaformat-maven-plugin:"
				+ System.getProperty("javaformat.version") + ":validate", "verify");
	}

	Path java() {
		if (!this.properties.get("javaVersion").equals("25")) {
			return Path.of(System.getProperty("java.home"));
		}
		String home = System.getenv("TELLTALE_JAVA_25_HOME");
		if (home == null) {
			throw new IllegalStateException("No JDK 25: point TELLTALE_JAVA_25_HOME at it");
		}
		return Path.of(home);
	}

	/**
	 * Return what its own tests said.
	 * @return the tests, by the simple name of their class: how many, and how many were
	 * not passed
	 */
	Map<String, int[]> tests() {
		Map<String, int[]> tests = new TreeMap<>();
		for (Path file : Templates.files(this.folder.resolve("target/surefire-reports"))) {
			if (file.toString().endsWith(".xml")) {
				MatchResult suite = SUITE.matcher(read(file)).results().findFirst().orElseThrow();
				String type = suite.group(1).substring(suite.group(1).lastIndexOf('.') + 1);
				int notPassed = Stream.of(3, 4, 5).mapToInt((group) -> Integer.parseInt(suite.group(group))).sum();
				tests.put(type, new int[] { Integer.parseInt(suite.group(2)), notPassed });
			}
		}
		return tests;
	}

	Path jar() {
		return this.folder
			.resolve("target/" + this.properties.get("artifactId") + "-" + this.properties.get("version") + ".jar");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
