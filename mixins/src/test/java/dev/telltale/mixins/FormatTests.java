package dev.telltale.mixins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.telltale.tools.binaries.Tool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jsonnet is formatted as jsonnetfmt formats it: {@code jsonnetfmt -n 2
 * --max-blank-lines 2 --string-style s --comment-style s -i FILE} does it.
 */
class FormatTests {

	private static final List<Path> FOLDERS = List.of(Path.of("src/main/jsonnet"), Path.of("../examples/mixins"));

	static Stream<Path> sources() {
		return FOLDERS.stream().flatMap(FormatTests::sources);
	}

	@ParameterizedTest
	@MethodSource("sources")
	void isFormatted(Path source) throws Exception {
		Programs.Result result = Programs.run(Tool.JSONNETFMT, "-n", "2", "--max-blank-lines", "2", "--string-style",
				"s", "--comment-style", "s", source.toString());
		assertThat(result.exitCode()).as(result.output()).isZero();
		assertThat(result.output()).isEqualTo(Files.readString(source).strip());
	}

	private static Stream<Path> sources(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.(lib|j)sonnet")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
