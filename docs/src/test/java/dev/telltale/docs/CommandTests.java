package dev.telltale.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.cli.TelltaleCommand;
import dev.telltale.mixins.command.MixinsCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every command of a text is one that the command knows, or that something runs, or of
 * which {@code commands.yaml} says why nothing does.
 */
class CommandTests {

	private static final Pattern TELLTALE = Pattern.compile(
			"(?:\\./|\\.\\./telltale/)?telltale ((?!-)[a-z].*|--help)|java -jar \\S*telltale-cli-\\S*-exec\\.jar (.*)");

	private static final Pattern MIXINS = Pattern.compile("java -jar \\S*telltale-mixins-\\S*-exec\\.jar (.*)");

	// What stands for a value, and one that it may have.
	private static final Map<String, String> PLACEHOLDERS = Map.of("ID", "4bf92f3577b34da6a3ce929d0e0e4736", "URL",
			"http://127.0.0.1:9090", "PATTERN", "wave", "FAULT", "errors", "TIME", "60s", "N", "1");

	private static final List<Entry> ENTRIES = entries();

	@Test
	void everyCommandIsKnownOrRunOrListed() {
		assertThat(Pages.problems(CommandTests::problems)).isEmpty();
	}

	@Test
	void everyCommandOfTheReadmeIsRunFromItOrListedWithTheReason() {
		assertThat(unrun(Page.read("README.md"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "./telltale doctor", "./telltale up --history", "./telltale", "mvn clean verify",
			"java -jar cli/target/telltale-cli-1-exec.jar up" })
	void aCommandOfTheReadmeThatNothingRunsIsNoticed(String command) {
		assertThat(unrun(Page.of("README.md", "```sh\n" + command + "\n```"))).singleElement()
			.asString()
			.startsWith("README.md:1: " + command);
	}

	@Test
	void everyScenarioThatIsNamedIsThere() {
		List<String> named = Pages.all()
			.stream()
			.flatMap((page) -> telltale(page).map(Page.Piece::text))
			.map(CommandLines::words)
			.filter((words) -> words.get(0).equals("prove") && words.size() > 1 && words.get(1).matches("[a-z-]+"))
			.filter((words) -> !words.get(1).startsWith("-"))
			.map((words) -> words.get(1))
			.distinct()
			.toList();
		assertThat(named).contains("error-burst")
			.allSatisfy((name) -> assertThat(Page.ROOT.resolve("examples/scenarios/" + name + ".yaml")).exists());
	}

	@Test
	void whatRunsACommandSaysSo() {
		assertThat(ENTRIES).isNotEmpty().allSatisfy((entry) -> {
			if (entry.runBy() != null) {
				assertThat(Page.ROOT.resolve(entry.runBy())).content().contains(entry.says());
				assertThat(entry.commands()).allMatch(entry::runs);
			}
			else {
				assertThat(entry.notRun()).as("why %s of %s are not run", entry.commands(), entry.page()).isNotBlank();
			}
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			README.md    | mvn verify     | .ci/run     | mvn -B -ntp verify
			README.md    | ./telltale up  | UpIT.java   | Readme.arguments("./telltale up")
			README.md    | ./telltale up  | UpIT.java   | Readme.arguments("./telltale up", "--history")
			README.md    | mvn a:generate | Maven.java  | Command.read(Command.README)
			docs/tour.md | curl a         | TourIT.java | read("docs/tour.md")
			""")
	void whatRunsACommandIsTakenForIt(String page, String command, String file, String says) {
		assertThat(new Entry(page, List.of(command), file, says, null).runs(command)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			README.md | mvn verify            | .ci/run   | mvn -B -ntp package
			README.md | mvn -pl mixins verify | .ci/run   | mvn verify
			README.md | ./telltale up         | UpIT.java | home.start("up")
			README.md | ./telltale up         | UpIT.java | Readme.arguments("./telltale up --history")
			README.md | mvn a:generate        | DocsTests.java | read("docs/archetype.md")
			""")
	void whatRunsAnotherCommandIsNot(String page, String command, String file, String says) {
		assertThat(new Entry(page, List.of(command), file, says, null).runs(command)).isFalse();
	}

	@Test
	void nothingIsListedThatNoTextHas() {
		assertThat(ENTRIES).allSatisfy((entry) -> assertThat(entry.commands())
			.allSatisfy((beginning) -> assertThat(commands(Page.read(entry.page())).map(Page.Piece::text))
				.as("commands of %s", entry.page())
				.anyMatch((command) -> command.startsWith(beginning))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "```sh\n./telltale prov error-burst\n```", "```sh\n./telltale up --histori\n```",
			"```sh\n./telltale traffic tide\n```", "```sh\n./telltale break errors --for soon\n```",
			"```sh\njava -jar telltale-mixins-1-exec.jar rendr\n```", "`./telltale down --wip`",
			"`telltale prove --servic .`", "```sh\nhelm install it\n```", "```sh\nmvn clean verify\n```",
			"```sh\nbenchmarks/run-all\n```" })
	void aCommandThatNobodyKnowsIsNoticed(String text) {
		assertThat(problems(Page.of("docs/nowhere.md", text))).singleElement()
			.asString()
			.startsWith("docs/nowhere.md:1: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "```sh\n./telltale up --history # a comment\n```", "`./telltale logs --trace ID`",
			"```sh\n./telltale \\\n  prove error-burst\n```", "`telltale-cli`", "`telltale`",
			"```sh\njava -jar mixins/target/telltale-mixins-1-exec.jar render --output monitoring\n```" })
	void aCommandThatIsKnownIsNone(String text) {
		assertThat(problems(Page.of("docs/nowhere.md", text))).isEmpty();
	}

	@Test
	void whatIsFedToACommandIsNoCommand() {
		assertThat(
				CommandLines.of("kubectl apply -f - <<'END'\n{\"a\": 1}\nEND\n\nhelm show |\n  kubectl get\n# all\n"))
			.containsExactly("kubectl apply -f - <<'END'", "helm show | kubectl get");
	}

	private static Stream<String> problems(Page page) {
		Stream<String> ours = telltale(page).flatMap((call) -> refusal(new TelltaleCommand(), page, call));
		Stream<String> mixins = calls(page, MIXINS).flatMap((call) -> refusal(new MixinsCommand(), page, call));
		Stream<String> others = commands(page).filter(
				(command) -> !TELLTALE.matcher(command.text()).matches() && !MIXINS.matcher(command.text()).matches())
			.filter((command) -> ENTRIES.stream().noneMatch((entry) -> entry.covers(page, command.text())))
			.map((command) -> page.problem(command.line(), command.text()
					+ ": not in docs/src/test/resources/commands.yaml. List it, with what runs it or why nothing does"));
		return Stream.of(ours, mixins, others).flatMap((problems) -> problems);
	}

	// Also telltale's own, of which it is not enough that it knows them.
	private static Stream<String> unrun(Page readme) {
		return commands(readme)
			.filter((command) -> ENTRIES.stream().noneMatch((entry) -> entry.names(readme, command.text())))
			.map((command) -> readme.problem(command.line(),
					command.text() + ": nothing runs it. List it in docs/src/test/resources/commands.yaml"));
	}

	private static Stream<String> refusal(Object command, Page page, Page.Piece call) {
		List<String> words = CommandLines.words(call.text())
			.stream()
			.map((word) -> PLACEHOLDERS.getOrDefault(word, word))
			.toList();
		try {
			new CommandLine(command).parseArgs(words.toArray(String[]::new));
			return Stream.empty();
		}
		catch (CommandLine.ParameterException ex) {
			return Stream.of(page.problem(call.line(), call.text() + ": " + ex.getMessage()));
		}
	}

	private static Stream<Page.Piece> telltale(Page page) {
		return calls(page, TELLTALE);
	}

	private static Stream<Page.Piece> calls(Page page, Pattern pattern) {
		return Stream.concat(commands(page), page.spans().stream()).flatMap((command) -> {
			Matcher matcher = pattern.matcher(command.text());
			if (!matcher.matches()) {
				return Stream.empty();
			}
			String words = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(matcher.groupCount());
			return Stream.of(new Page.Piece(command.line(), words));
		});
	}

	private static Stream<Page.Piece> commands(Page page) {
		return page.blocks()
			.stream()
			.filter((block) -> block.language().equals("sh"))
			.flatMap((block) -> CommandLines.of(block.text())
				.stream()
				.map((command) -> new Page.Piece(block.line(), command)));
	}

	private static List<Entry> entries() {
		try (InputStream in = Optional
			.ofNullable(CommandTests.class.getClassLoader().getResourceAsStream("commands.yaml"))
			.orElseThrow()) {
			List<Entry> entries = new ArrayList<>();
			for (Object document : new Yaml().<List<?>>load(in)) {
				entries.add(Entry.of((Map<?, ?>) document));
			}
			return entries;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is known of some commands of a page.
	 *
	 * @param page the page
	 * @param commands how they begin
	 * @param runBy the file that runs them
	 * @param says what stands in that file because it runs them
	 * @param notRun why nothing runs them
	 */
	private record Entry(String page, List<String> commands, @Nullable String runBy, @Nullable String says,
			@Nullable String notRun) {

		private static Entry of(Map<?, ?> document) {
			return new Entry((String) document.get("page"),
					((List<?>) document.get("commands")).stream().map(String.class::cast).toList(),
					(String) document.get("run-by"), (String) document.get("says"), (String) document.get("not-run"));
		}

		private boolean covers(Page page, String command) {
			return this.page.equals(page.path()) && this.commands.stream().anyMatch(command::startsWith);
		}

		/**
		 * Tell whether it is about this command. One of telltale's is named whole, of
		 * others how they begin.
		 */
		private boolean names(Page page, String command) {
			return this.page.equals(page.path()) && this.commands.stream()
				.anyMatch(
						(named) -> named.startsWith("./telltale") ? command.equals(named) : command.startsWith(named));
		}

		/**
		 * Tell whether what stands in the file is this command: a script has its words,
		 * perhaps with more options; a test reads the README, or another page.
		 */
		private boolean runs(String command) {
			String says = Objects.requireNonNull(this.says);
			if (!Objects.requireNonNull(this.runBy).endsWith(".java")) {
				return withoutOptions(says).equals(withoutOptions(command));
			}
			return !this.page.equals("README.md") || says.contains("README") || says.contains("Readme.read()")
					|| says.contains("(\"" + command + "\"");
		}

		private static List<String> withoutOptions(String command) {
			return CommandLines.words(command).stream().filter((word) -> !word.startsWith("-")).toList();
		}

	}

}
