package dev.telltale.cli.tour;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps that go as they say, and steps that do not; {@code telltale tour --check} takes
 * those with a stack.
 */
class TourGuideTests {

	@TempDir
	Path folder;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	@Test
	void tellsEachStepThatGoesAsItSays() throws Exception {
		assertThat(walk("""
				## First
				```sh
				for i in {1..3}; do echo "line $i"; done
				```
				<!-- expect: shows line 3 -->
				## Second
				```sh
				pwd
				```
				""")).isTrue();
		assertThat(printed()).containsSubsequence("✔ First", "✔ Second").doesNotContain("✘");
	}

	@Test
	void stopsWhereACommandFails() throws Exception {
		assertThat(walk("""
				## First
				```sh
				echo so far
				false
				echo never
				```
				## Second
				```sh
				pwd
				```
				""")).isFalse();
		assertThat(printed()).contains("✘ First", "line 3: echo so far: exit code 1:", "so far")
			.doesNotContain("never", "Second");
	}

	@Test
	void stopsWhereATextIsMissing() throws Exception {
		assertThat(walk("""
				## First
				```sh
				echo another text
				```
				<!-- expect: shows this text -->
				""")).isFalse();
		assertThat(printed()).contains("line 5: shows 'this text': is not there; there is:", "another text");
	}

	@Test
	void stopsWhereTheStackDoesNotStart() throws Exception {
		Path script = Files.writeString(this.folder.resolve("telltale"), "#!/bin/sh\necho no such option\nexit 2\n");
		assertThat(script.toFile().setExecutable(true)).isTrue();
		assertThat(walk("""
				## First
				```sh
				./telltale up --fast
				```
				""")).isFalse();
		assertThat(printed()).contains("./telltale up --fast: does not start:", "no such option");
	}

	private boolean walk(String text) throws Exception {
		Path file = Files.writeString(this.folder.resolve("tour.md"), text);
		try (TourGuide guide = new TourGuide(new Home(this.folder), this.folder,
				new Console(new PrintStream(this.output, true, StandardCharsets.UTF_8), false))) {
			return guide.walk(TourReader.read(file));
		}
	}

	private String printed() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}
