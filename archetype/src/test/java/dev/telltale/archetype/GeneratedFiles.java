package dev.telltale.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of a generated service, as nobody has touched them yet.
 *
 * @param project the folder of the service
 * @param texts the text of each file, by its path in the folder
 */
record GeneratedFiles(Path project, SortedMap<String, String> texts) {

	private static final Pattern LEFT_OVER = Pattern.compile("@@|@project\\.|^\\W*\\[/?!?[a-zA-Z]+]\\W*$",
			Pattern.MULTILINE);

	static GeneratedFiles in(Path project) {
		SortedMap<String, String> texts = new TreeMap<>();
		for (Path file : Templates.files(project)) {
			try {
				texts.put(project.relativize(file).toString(), Files.readString(file));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return new GeneratedFiles(project, texts);
	}

	Set<String> names() {
		return this.texts.keySet();
	}

	String text(String name) {
		return this.texts.get(name);
	}

	/**
	 * Verify what holds for whatever was chosen: nothing of the templates is left, and
	 * nothing got lost.
	 */
	void areComplete() {
		this.texts.forEach((name, text) -> {
			// The build fills in the version of the image.
			String checked = name.equals("chart/Chart.yaml") ? text.replace("\"@project.version@\"", "") : text;
			assertThat(LEFT_OVER.matcher(checked).results().map((match) -> match.group().strip()))
				.as("templates left in %s", name)
				.isEmpty();
			assertThat(text).as(name).doesNotContain("\n\n\n", "\r").endsWith("\n");
			assertThat(text.lines().filter((line) -> line.endsWith(" ") || line.endsWith("\t")))
				.as("blanks in %s", name)
				.isEmpty();
			assertThat(text).as(name).doesNotContainIgnoringCase("license", "copyright");
			assertThat(Files.isExecutable(this.project.resolve(name))).as("%s is executable", name).isFalse();
			if (name.matches(".*\\.ya?ml") && !name.startsWith("chart/templates/")) {
				Object document = new Yaml().load(text);
				assertThat(document).as(name).isNotNull();
			}
		});
		assertThat(names()).contains(".gitignore", ".editorconfig", "CODEOWNERS", "catalog-info.yaml", "compose.yaml",
				"monitoring/mixin.libsonnet", "monitoring/runbooks/BookingsRefused.md", "monitoring/traffic.yaml",
				"monitoring/scenarios/bookings-refused.yaml", "src/main/resources/application.yml");
		assertThat(names()).noneMatch((name) -> name.startsWith("options"));
		// What Velocity likes to eat.
		assertThat(text("README.md")).contains("\n## Five minutes\n", "```sh\n");
		assertThat(text("monitoring/runbooks/BookingsRefused.md")).contains("## Why it matters\n", "## Repair\n");
		assertThat(text("monitoring/mixin.libsonnet")).contains("{{ $value | humanizePercentage }}",
				"{{ $labels.job }}", "# Few bookings mean nothing.");
		assertThat(text("pom.xml")).contains("${telltale.version}", "${project.build.directory}");
	}

}
