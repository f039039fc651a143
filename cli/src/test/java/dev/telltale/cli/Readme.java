package dev.telltale.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a page of the project lets its reader type and see. The integration tests here
 * take the commands of README.md from it, so that they run what stands there.
 *
 * @param text the page
 */
record Readme(String text) {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");

	// A number that another machine may print another of: a port, a version, seconds.
	private static final Pattern NUMBER = Pattern.compile("\\d[\\d.]+");

	/**
	 * Read README.md.
	 * @return the page
	 */
	static Readme read() {
		return read("README.md");
	}

	/**
	 * Read a page.
	 * @param path where it stands, from the project's root
	 * @return the page
	 */
	static Readme read(String path) {
		try {
			return new Readme(Files.readString(TestHome.project().resolve(path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a command of the page.
	 * @param command the command, as it stands in a block of shell, without its comment
	 * @return its words
	 * @throws AssertionError if the page has no such command
	 */
	static List<String> words(String command) {
		assertThat(read().commands()).contains(command);
		return List.of(command.split(" "));
	}

	/**
	 * Return a command of the page that {@code ./telltale} runs.
	 * @param command the command, as it stands in a block of shell, without its comment
	 * @param more words to add
	 * @return its words without the first
	 * @throws AssertionError if the page has no such command
	 */
	static String[] arguments(String command, String... more) {
		List<String> words = words(command);
		assertThat(words).first().isEqualTo("./telltale");
		return Stream.concat(words.stream().skip(1), Arrays.stream(more)).toArray(String[]::new);
	}

	/**
	 * Return the commands of all blocks of shell, in their order.
	 * @return the commands, without comments
	 */
	List<String> commands() {
		return blocks("sh").stream()
			.flatMap((block) -> block.replaceAll("[ ]*\\\\\\R\\s*", " ").lines())
			.map((line) -> line.replaceFirst("\\s+#.*", "").strip())
			.filter((line) -> !line.isEmpty())
			.toList();
	}

	/**
	 * Return the queries of all blocks of PromQL, in their order.
	 * @return the queries
	 */
	List<String> queries() {
		return blocks("promql").stream().map(String::strip).toList();
	}

	/**
	 * Return what the page says that a command prints.
	 * @param beginning how the block begins
	 * @return the lines, each a regular expression in which the numbers that differ from
	 * machine to machine are any
	 */
	List<Pattern> printed(String beginning) {
		return blocks("").stream()
			.filter((block) -> block.startsWith(beginning))
			.flatMap(String::lines)
			.filter((line) -> !line.isBlank())
			.map(Readme::printedLine)
			.toList();
	}

	private static Pattern printedLine(String line) {
		StringBuilder regex = new StringBuilder();
		for (String word : line.strip().split("\\s+")) {
			regex.append(regex.isEmpty() ? "" : "\\s+");
			int end = 0;
			for (MatchResult number : NUMBER.matcher(word).results().toList()) {
				regex.append(Pattern.quote(word.substring(end, number.start()))).append("\\d[\\d.]*");
				end = number.end();
			}
			regex.append(Pattern.quote(word.substring(end)));
		}
		return Pattern.compile(regex.toString());
	}

	private List<String> blocks(String language) {
		return BLOCK.matcher(this.text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

}
