package dev.telltale.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.cli.TelltaleCommand;
import dev.telltale.mixins.command.MixinsCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The texts and the helps of the commands boast of nothing, are spelled in one way, and
 * say defaults in one way.
 */
class WordTests {

	private static final Pattern BOASTING = Pattern
		.compile("(?i)\\b(blazing(ly)?|lightning|simply|powerful|seamless(ly)?"
				+ "|effortless(ly)?|cutting.edge|world.class|best.in.class|state.of.the.art|production.ready"
				+ "|enterprise.grade|revolutionary|game.changer|out of the box)\\b");

	private static final Pattern AMERICAN = Pattern
		.compile("\\b(behaviors?|colors?|colored|canceled|canceling|catalogs?"
				+ "|centers?|centered|favors?|favorite|gray|honors?|labeled|labeling|licenses|neighbors?|synchronized)\\b");

	@Test
	void noTextBoastsOrIsSpelledInAnotherWay() {
		assertThat(Pages.problems(WordTests::problems)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "A powerful mixin.", "It simply works.", "| Blazing | fast |", "The behavior of alerts.",
			"# In color" })
	void aWordThatIsNotOursIsNoticed(String text) {
		assertThat(problems(Page.of("docs/nowhere.md", text))).singleElement()
			.asString()
			.startsWith("docs/nowhere.md:1: ");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "The value `autoscaling.behavior`.", "```yaml\ncolor: red\n```", "See [LICENSE](LICENSE)." })
	void aWordOfOthersIsNone(String text) {
		assertThat(problems(Page.of("docs/nowhere.md", text))).isEmpty();
	}

	@Test
	void everyHelpIsOfSentencesAndSaysDefaultsInOneWay() {
		List<String> helps = Stream.of(new TelltaleCommand(), new MixinsCommand())
			.flatMap((command) -> helps(new CommandLine(command).getCommandSpec()))
			.toList();
		assertThat(helps).hasSizeGreaterThan(60)
			.allSatisfy((help) -> assertThat(help).endsWith(".").doesNotContain("(default", "Default:"))
			.noneMatch((help) -> BOASTING.matcher(help).find() || AMERICAN.matcher(help).find());
	}

	private static Stream<String> problems(Page page) {
		return page.words()
			.stream()
			.flatMap((words) -> Stream.of(BOASTING, AMERICAN)
				.flatMap((pattern) -> pattern.matcher(words.text()).results())
				.map((found) -> page.problem(words.line(), "'" + found.group() + "' is no word of these texts")));
	}

	private static Stream<String> helps(CommandSpec command) {
		List<String> helps = new ArrayList<>(List.of(command.usageMessage().description()));
		command.options().forEach((option) -> helps.add(String.join(" ", option.description())));
		command.positionalParameters().forEach((parameter) -> helps.add(String.join(" ", parameter.description())));
		return Stream.concat(helps.stream(),
				command.subcommands().values().stream().flatMap((other) -> helps(other.getCommandSpec())));
	}

}
