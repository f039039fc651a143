package dev.telltale.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ChromiumTests {

	@TempDir
	Path folder;

	@Test
	void isWhereTheVariableSays() throws IOException {
		Path program = program("my-browser");
		assertThat(Chromium.find(Map.of(Chromium.VARIABLE, program.toString(), "PATH", ""))).contains(program);
	}

	@Test
	void isOnThePathUnderAnyOfItsNames() throws IOException {
		Path program = program("google-chrome");
		assertThat(Chromium.find(Map.of("PATH", "/nowhere:" + this.folder))).contains(program);
	}

	@Test
	void isNotReplacedWhereTheVariableNamesNone() throws IOException {
		program("chromium");
		assertThat(Chromium
			.find(Map.of(Chromium.VARIABLE, this.folder.resolve("gone").toString(), "PATH", this.folder.toString())))
			.isEmpty();
	}

	private Path program(String name) throws IOException {
		Path program = Files.writeString(this.folder.resolve(name), "");
		assertThat(program.toFile().setExecutable(true)).isTrue();
		return program;
	}

}
