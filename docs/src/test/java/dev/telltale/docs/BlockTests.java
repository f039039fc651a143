package dev.telltale.docs;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;

import com.sun.source.util.JavacTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every block that a reader copies can be read by what it is for.
 */
class BlockTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	@Test
	void everyBlockCanBeRead() {
		assertThat(Pages.problems(BlockTests::problems)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "```yaml\na: [1, 2\n```", "```yaml\na: 1\na: 2\n```", "```json\n{\"a\": 1,}\n```",
			"```json\n{} {}\n```", "```xml\n<a><b></a>\n```", "```properties\nspring.application.name shop\n```",
			"```java\nvoid run() { int = 3; }\n```", "```javascript\nlet it = be;\n```",
			"<!-- from LICENSE -->\n```\nThis is a line that no licence has.\n```",
			"<!-- from no/such/file -->\n```\nany\n```", "```jsonnet\n{ a: 1 }\n```" })
	void aBlockThatCannotBeReadIsNoticed(String text) {
		assertThat(problems(Page.of("README.md", text))).singleElement().asString().startsWith("README.md:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "```yaml\na: [1, 2]\n---\nb: 1\n```", "```json\n{\"a\": 1}\n```",
			"```xml\n<a/>\n<b/>\n```", "```properties\n# A comment\na.b=1\n```",
			"```java\nimport java.util.List;\n\nList<String> all() { return List.of(); }\n```",
			"<!-- from LICENSE -->\n```\nApache License\n```", "```\nwhat a command prints\n```" })
	void aBlockThatCanBeReadIsNone(String text) {
		assertThat(problems(Page.of("README.md", text))).isEmpty();
	}

	private static Stream<String> problems(Page page) {
		return page.blocks()
			.stream()
			.flatMap(
					(block) -> Stream.ofNullable(problem(block)).map((problem) -> page.problem(block.line(), problem)));
	}

	private static @Nullable String problem(Page.Block block) {
		if (block.source() != null) {
			return excerpt(Page.ROOT.resolve(block.source()), block);
		}
		return switch (block.language()) {
			case "yaml" -> yaml(block.text());
			case "json" -> json(block.text());
			case "xml" -> xml(block.text());
			case "properties" -> properties(block.text());
			case "java" -> java(block.text());
			// Read by other tests here.
			case "sh", "promql" -> null;
			// A picture, and what is shown rather than copied.
			case "mermaid", "" -> null;
			default -> "nothing here reads " + block.language() + ": name the file it is from, or teach this test";
		};
	}

	private static @Nullable String excerpt(Path file, Page.Block block) {
		try {
			String whole = lines(Files.readString(file));
			return whole.contains(lines(block.text())) ? null : "this does not stand so in " + block.source();
		}
		catch (IOException ex) {
			return "there is no " + block.source();
		}
	}

	// Without indentation: an excerpt begins where its first line does.
	private static String lines(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

	private static @Nullable String yaml(String text) {
		try {
			LoaderOptions options = new LoaderOptions();
			options.setAllowDuplicateKeys(false);
			new Yaml(options).loadAll(text).forEach((document) -> {
			});
			return null;
		}
		catch (YAMLException ex) {
			return ex.getMessage();
		}
	}

	private static @Nullable String json(String text) {
		try {
			JSON.readTree(text);
			return null;
		}
		catch (JacksonException ex) {
			return ex.getMessage();
		}
	}

	private static @Nullable String xml(String text) {
		try {
			DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader("<excerpt>" + text + "</excerpt>")));
			return null;
		}
		catch (SAXException ex) {
			return ex.getMessage();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable String properties(String text) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(text));
		}
		catch (IOException | IllegalArgumentException ex) {
			return ex.getMessage();
		}
		List<String> without = text.lines()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.filter((line) -> !line.contains("="))
			.toList();
		return without.isEmpty() ? null : "no value in: " + without;
	}

	/**
	 * Parse imports and what follows: types, members of a class, or statements.
	 * @param text the code
	 * @return the first mistake
	 */
	private static @Nullable String java(String text) {
		String imports = text.lines().filter((line) -> line.startsWith("import ")).collect(Collectors.joining("\n"));
		String code = text.lines().filter((line) -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
		String mistake = null;
		for (String frame : List.of("%s", "class Excerpt {\n%s\n}", "class Excerpt { void run() {\n%s\n} }")) {
			mistake = mistake(imports + "\n" + frame.formatted(code));
			if (mistake == null) {
				return null;
			}
		}
		return mistake;
	}

	private static @Nullable String mistake(String source) {
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Excerpt.java"),
				JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return source;
			}

		};
		try {
			((JavacTask) ToolProvider.getSystemJavaCompiler()
				.getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(file))).parse();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return diagnostics.getDiagnostics()
			.stream()
			.findFirst()
			.map((mistake) -> mistake.getMessage(null))
			.orElse(null);
	}

}
