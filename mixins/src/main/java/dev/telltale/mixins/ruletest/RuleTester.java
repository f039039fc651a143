package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.telltale.mixins.Rendering;
import dev.telltale.tools.binaries.Executable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs {@link RuleTest rule tests} against the rules of a rendering, with promtool. Safe
 * for use by several threads.
 */
public final class RuleTester {

	private static final JsonMapper JSON = new JsonMapper();

	private final Promtool promtool;

	private final Rendering rendering;

	private final Path directory;

	/**
	 * Create a tester.
	 * @param promtool promtool
	 * @param rendering the rules under test
	 * @param directory an empty directory to work in
	 */
	public RuleTester(Executable promtool, Rendering rendering, Path directory) {
		this.promtool = new Promtool(promtool);
		this.rendering = rendering;
		this.directory = directory;
		rendering.writeTo(directory.resolve("rendering"));
	}

	/**
	 * Run a test.
	 * @param test the test
	 * @return what promtool says, if the test fails
	 */
	public Optional<String> run(RuleTest test) {
		// JSON is YAML too.
		ObjectNode document = (ObjectNode) test.document().deepCopy();
		this.rendering.files()
			.keySet()
			.stream()
			.filter((path) -> path.startsWith("prometheus/rules/"))
			.forEach((path) -> document.withArray("rule_files").add("rendering/" + path));
		try {
			Path file = Files.createTempFile(this.directory, "test-", ".yaml");
			Files.writeString(file, JSON.writeValueAsString(document));
			return this.promtool.test(this.directory, List.of(file.getFileName().toString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
