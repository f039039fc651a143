package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.rules.RuleGroup;
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

	private final RuleSet rules;

	private final Path directory;

	/**
	 * Create a tester.
	 * @param promtool promtool
	 * @param rendering the rules under test
	 * @param directory an empty directory to work in
	 */
	public RuleTester(Executable promtool, Rendering rendering, Path directory) {
		this.promtool = new Promtool(promtool);
		this.rules = RuleSet.of(rendering);
		this.directory = directory;
	}

	/**
	 * Run a test.
	 * @param test the test
	 * @return what promtool says, if the test fails
	 */
	public Optional<String> run(RuleTest test) {
		// JSON is YAML too.
		ObjectNode document = (ObjectNode) test.document().deepCopy();
		try {
			document.withArray("rule_files").add(rules(test));
			Path file = Files.createTempFile(this.directory, "test-", ".yaml");
			Files.writeString(file, JSON.writeValueAsString(document));
			return this.promtool.test(this.directory, List.of(file.getFileName().toString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// Only what a test needs: all rules at all times of all cases take ten times as long.
	private String rules(RuleTest test) throws IOException {
		List<RuleGroup> groups = this.rules.alerts(test.alert()).isEmpty() ? this.rules.neededBy(test)
				: this.rules.neededBy(test.alert(), test);
		Path file = Files.createTempFile(this.directory, "rules-", ".yaml");
		Files.writeString(file, RuleGroup.print(groups));
		return file.getFileName().toString();
	}

}
