package dev.telltale.mixins.jsonnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonnetEngine}.
 */
class JsonnetEngineTests {

	@TempDir
	Path directory;

	JsonnetEngine engine;

	@BeforeEach
	void createEngine() {
		this.engine = new JsonnetEngine(Sources.in(this.directory));
	}

	@Test
	void evaluatesToJson() {
		assertThat(this.engine.evaluate("{ sum: std.extVar('one') + 1, text: 'ä' }", Map.of("one", "1")))
			.isEqualTo("{\"sum\":2,\"text\":\"ä\"}");
	}

	@Test
	void importsBesideTheImportingFileBeforeTheSources() throws IOException {
		write("lib/a.libsonnet", "import 'b.libsonnet'");
		write("lib/b.libsonnet", "'beside'");
		write("b.libsonnet", "'root'");
		write("lib/c.libsonnet", "import 'd/../../b.libsonnet'");
		assertThat(this.engine.evaluate("[import 'lib/a.libsonnet', import 'b.libsonnet', import 'lib/c.libsonnet']",
				Map.of()))
			.isEqualTo("[\"beside\",\"root\",\"root\"]");
	}

	@Test
	void prefersTheFirstSources() throws IOException {
		write("mine/a.libsonnet", "'mine'");
		write("yours/a.libsonnet", "'yours'");
		write("yours/b.libsonnet", "import 'a.libsonnet'");
		JsonnetEngine layered = new JsonnetEngine(Sources.in(this.directory.resolve("mine")),
				Sources.in(this.directory.resolve("yours")));
		assertThat(layered.evaluate("[import 'a.libsonnet', import 'b.libsonnet']", Map.of()))
			.isEqualTo("[\"mine\",\"yours\"]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{ a: { b: self.missing } }    | 1:15 | Field does not exist: missing
			{ a: 1, b: ] }                | 1:12 | syntax error before
			{ a: nowhere }                | 1:6  | Unknown variable: nowhere
			{ a: import 'none.jsonnet' }  | 1:6  | Couldn't import file: "none.jsonnet"
			{ a: error 'mine (here)' }    | 1:6  | mine (here)
			{ a: self.b, b: self.a }      | 1:10 | nested too deeply
			local f(x) = 1 + f(x); f(1)   | 1:1  | nested too deeply
			{ [k]: 1 for k in ['a', 'a']} | 1:1  | Duplicate key a
			""")
	void saysInOneLineWhatIsWrongAndWhere(String code, String position, String message) throws IOException {
		Path file = write("wrong.jsonnet", code);
		assertThatExceptionOfType(JsonnetException.class)
			.isThrownBy(() -> this.engine.evaluate("import 'wrong.jsonnet'", Map.of()))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1)
				.startsWith(file + ":" + position.split(":")[0] + ":")
				.contains(message));
	}

	@Test
	void namesTheLineAndColumn() throws IOException {
		Path file = write("wrong.jsonnet", "{\n  a: 1,\n  b: self.missing,\n}\n");
		assertThatExceptionOfType(JsonnetException.class)
			.isThrownBy(() -> this.engine.evaluate("import 'wrong.jsonnet'", Map.of()))
			.withMessage(file + ":3:10: Field does not exist: missing");
	}

	@Test
	void joinsTheLinesOfAMessage() throws IOException {
		Path file = write("wrong.jsonnet", "error 'one\\n  two'");
		assertThatExceptionOfType(JsonnetException.class)
			.isThrownBy(() -> this.engine.evaluate("import 'wrong.jsonnet'", Map.of()))
			.withMessage(file + ":1:1: one two");
	}

	@Test
	void explainsAFunctionInTheOutput() {
		assertThatExceptionOfType(JsonnetException.class)
			.isThrownBy(() -> this.engine.evaluate("{ f(x): x }", Map.of()))
			.withMessageContaining("hide it with ::");
	}

	@Test
	void servesSeveralThreads() throws Exception {
		write("a.libsonnet", "{ [std.toString(i)]: i for i in std.range(1, 200) }");
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			Callable<String> evaluation = () -> this.engine.evaluate("std.length(import 'a.libsonnet')", Map.of());
			for (var result : threads.invokeAll(IntStream.range(0, 20).mapToObj((index) -> evaluation).toList())) {
				assertThat(result.get()).isEqualTo("200");
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Path write(String path, String code) throws IOException {
		Path file = this.directory.resolve(path);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, code);
	}

}
