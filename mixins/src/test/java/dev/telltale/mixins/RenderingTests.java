package dev.telltale.mixins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rendering}.
 */
class RenderingTests {

	@TempDir
	Path directory;

	@Test
	void writesEveryFile() throws IOException {
		Path target = this.directory.resolve("a/b");
		rendering("prometheus/rules/x.yaml", "groups: []\n").writeTo(target);
		assertThat(target.resolve("prometheus/rules/x.yaml")).hasContent("groups: []");
		assertThat(names(target.getParent())).containsExactly("b");
	}

	@Test
	void removesWhatAnEarlierRenderingLeft() throws IOException {
		Path target = this.directory.resolve("out");
		rendering("prometheus/rules/old.yaml", "groups: []\n").writeTo(target);
		rendering("prometheus/rules/new.yaml", "groups: []\n").writeTo(target);
		assertThat(names(target.resolve("prometheus/rules"))).containsExactly("new.yaml");
		assertThat(names(this.directory)).containsExactly("out");
	}

	@Test
	void leavesADirectoryAloneThatHoldsSomethingElse() throws IOException {
		Files.writeString(this.directory.resolve("thesis.txt"), "precious");
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> rendering("prometheus/rules/x.yaml", "").writeTo(this.directory))
			.withMessageContaining("holds more than a rendering (thesis.txt): choose a folder of its own");
		assertThat(names(this.directory)).containsExactly("thesis.txt");
	}

	@Test
	void saysWhatCannotBeWritten() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "");
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> rendering("prometheus/rules/x.yaml", "").writeTo(file.resolve("out")))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1).startsWith("cannot write to " + file));
	}

	private static Rendering rendering(String path, String text) {
		return new Rendering(new TreeMap<>(Map.of(path, text)));
	}

	private static Stream<String> names(Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.map((entry) -> entry.getFileName().toString()).toList().stream();
		}
	}

}
