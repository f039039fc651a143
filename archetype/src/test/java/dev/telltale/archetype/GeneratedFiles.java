package dev.telltale.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of a generated service, as nobody has touched them yet.
 *
 * @param project the folder of the service
 */
record GeneratedFiles(Path project) {

	private static final Pattern LEFT_OVER = Pattern.compile("@@|@project\\.|^\\W*\\[/?!?[a-zA-Z]+]\\W*$",
			Pattern.MULTILINE);

	List<String> names() {
		return Templates.files(this.project).stream().map((file) -> this.project.relativize(file).toString()).toList();
	}

	String text(String name) {
		try {
			return Files.readString(this.project.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Verify what holds for whatever was chosen: nothing of the templates is left, and
	 * nothing got lost.
	 */
	void areComplete() {
		for (String name : names()) {
			String text = text(name);
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
		}
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
