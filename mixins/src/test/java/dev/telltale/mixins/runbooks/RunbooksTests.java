package dev.telltale.mixins.runbooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Runbooks}.
 */
class RunbooksTests {

	private static final Path TEXTS = Path.of("src/main/runbooks");

	// A function or an aggregation, or a metric with matchers.
	private static final Pattern QUERY = Pattern.compile("(?:(?:sum|count|max|topk|rate|increase|changes|deriv|time"
			+ "|histogram_quantile|max_over_time)\\b ?(?:by )?\\(|[a-z_:]+\\{).*");

	private static final Mixin mixin = Mixin.bundled();

	private static final SortedMap<String, String> pages = new Runbooks(mixin,
			Scenarios.in(Path.of("../examples/scenarios")))
		.render(Map.of());

	@TempDir
	Path directory;

	@Test
	void everyAlertHasAWholeRunbook() {
		assertThat(new Runbooks(mixin, Scenarios.none()).problems()).isEmpty();
	}

	@Test
	void everyTextIsAboutAnAlert() throws IOException {
		Set<String> texts = new TreeSet<>();
		try (Stream<Path> files = Files.list(TEXTS)) {
			files.forEach((file) -> texts.add("runbooks/" + file.getFileName()));
		}
		assertThat(pages.keySet()).containsAll(texts);
	}

	@Test
	void whatIsCopiedStandsOnOneLine() throws IOException {
		List<String> broken = new ArrayList<>();
		texts().forEach((text, content) -> content.lines()
			.filter((line) -> line.chars().filter((character) -> character == '`').count() % 2 != 0)
			.forEach((line) -> broken.add(text + ": " + line)));
		assertThat(broken).isEmpty();
	}

	@Test
	void aCommandNamesItsNamespace() throws IOException {
		List<String> commands = spans().filter((span) -> span.contains("kubectl ")).toList();
		assertThat(commands).hasSizeGreaterThan(50)
			.allSatisfy((command) -> assertThat(command).containsPattern(
					" -n (NAMESPACE|monitoring)\\b| -A\\b|kubectl (cordon|drain|describe (node|pv)|get volumeattachments)\\b"));
	}

	@Test
	void aPodHasWhatIsRunInIt() throws IOException {
		List<String> programs = spans()
			.flatMap((span) -> Pattern.compile(" exec \\S+ -- (\\S+)").matcher(span).results())
			.map((program) -> program.group(1))
			.toList();
		// The first is a JDK's, the others are Alpine's.
		assertThat(programs).hasSizeGreaterThan(15).containsOnly("jcmd", "netstat", "sh", "wget");
		for (String image : List.of("sample-service", "examples/stack",
				"archetype/src/main/resources/archetype-resources/options/dockerfile")) {
			assertThat(Path.of("..", image, "Dockerfile")).content()
				.containsPattern("\nFROM eclipse-temurin:\\S+-jdk-alpine\\b")
				.doesNotContain("-jre");
		}
	}

	@Test
	void aQueryCanBeAsked() throws IOException {
		// Without those of logs, which name the service in another way.
		List<String> queries = spans().filter((span) -> QUERY.matcher(span).matches())
			.filter((span) -> !span.contains("service_name") && !span.contains("resource."))
			.toList();
		assertThat(queries).hasSizeGreaterThan(150)
			.allSatisfy((query) -> assertThatCode(() -> Expression.parse(query)).as(query).doesNotThrowAnyException());
	}

	@Test
	void aPageBeginsWithWhatToDo() {
		assertThat(headings("DatabaseConnectionsExhausted")).containsExactly("Why it matters", "Diagnosis", "Repair",
				"The rule", "Its settings", "Its neighbours", "How to reproduce it");
		assertThat(page("DatabaseConnectionsExhausted"))
			.startsWith("# DatabaseConnectionsExhausted\n\nA connection pool is exhausted.\n")
			.contains("| warning | 2m |  |", "It says, for example: *7 threads of shop on shop-1 wait",
					"- Logs: `{service_name=\"JOB\"}", "```promql\n",
					"| `for` | `2m` | Raise it when batch jobs fill the pool for a known time. |",
					"services:\n  JOB:\n    databaseConnectionsExhausted:\n      for: 2m",
					"It is not notified while one of these fires for the same service, which says more: "
							+ "[ServiceDown](ServiceDown.md), [ServiceMissing](ServiceMissing.md).",
					"## Diagnosis\n\nWords in capitals stand for a label of the alert");
	}

	@Test
	void aPageShowsEverySeverity() {
		assertThat(page("HighErrorRate")).contains("| critical | 2m |  |\n| warning | 2m |  |",
				"With severity critical:", "With severity warning:", "./telltale prove error-burst");
		assertThat(page("SloErrorBudgetBurn")).contains("| critical | 2m | `burn=\"fast\"` |",
				"| `fast` | factor 14.4, for `2m`, keepFiringFor `5m`, long `1h`, severity `critical`, short `5m` |",
				"The table of Google's SRE workbook", "its own other severity");
	}

	@Test
	void aPageFollowsTheConfiguration() {
		String page = new Runbooks(mixin, Scenarios.none())
			.render(Map.of("alerts", Map.of("databaseConnectionsExhausted", Map.of("for", "9m"))))
			.get("runbooks/DatabaseConnectionsExhausted.md");
		assertThat(page).contains("| warning | 9m |", "| `for` | `9m` |");
	}

	@Test
	void everyPageShowsWhatTheNotificationSays() {
		assertThat(pages).hasSizeGreaterThan(60)
			.allSatisfy(
					(path, page) -> assertThat(page).as(path).containsPattern("(?m)^It says, for example: \\*.+\\*$"));
	}

	@Test
	void linksLeadToPages() {
		pages.forEach((path, page) -> Pattern.compile("]\\((\\w+\\.md)\\)")
			.matcher(page)
			.results()
			.forEach((link) -> assertThat(pages).as(path).containsKey("runbooks/" + link.group(1))));
	}

	@Test
	void theCasesOnThePagesRun() throws Exception {
		Path output = this.directory.resolve("out");
		mixin.render(Map.of()).writeTo(output);
		List<String> arguments = new ArrayList<>(List.of("test", "rules"));
		for (String page : pages.values()) {
			Matcher yaml = Pattern.compile("promtool test rules test.yaml`:\n\n```yaml\n(.*?)```", Pattern.DOTALL)
				.matcher(page);
			if (yaml.find()) {
				Path file = Files.writeString(output.resolve("test" + arguments.size() + ".yaml"), yaml.group(1));
				arguments.add(file.toString());
			}
		}
		assertThat(arguments).hasSizeGreaterThan(5);
		Process process = new ProcessBuilder(
				Toolbox.standard().require(Tool.PROMTOOL).command(arguments.toArray(String[]::new)))
			.redirectErrorStream(true)
			.start();
		String message = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(message).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					''                                                     | has the sections none: write Why it matters, Diagnosis, Repair
					Text                                                   | begins with "Text": begin with "## Why it matters"
					'## Why it matters\nx\n## Repair\nx'                   | has the sections Why it matters, Repair: write
					'## Repair\nx\n## Why it matters\nx\n## Diagnosis\nx'  | has the sections Repair, Why it matters, Diagnosis: write
					'## Why it matters\n\n## Diagnosis\nx\n## Repair\nx'   | has nothing under "## Why it matters": fill it
					'## Why it matters\nx\n## Diagnosis\nx\n## Repair\n\n' | has nothing under "## Repair": fill it
					'# Title\n## Why it matters\nx'                        | has a title: leave it to the frame
					""")
	void refusesATextThatLacksSomething(String text, String message) {
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> HandWritten.read("runbooks/X.md", text.translateEscapes()))
			.withMessageStartingWith("runbooks/X.md " + message);
	}

	@Test
	void anAlertOfAUsersOwnHasAtLeastAFrame() throws IOException {
		Files.writeString(this.directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  prometheusAlerts+:: { mine: { TooQuiet: {
				    expr: 'vector(1)', severity: 'info', 'for': '5m', summary: 'Quiet.', description: 'Nobody asks.',
				  } } },
				}
				""");
		Runbooks runbooks = new Runbooks(Mixin.in(this.directory), Scenarios.none());
		assertThat(runbooks.render(Map.of()).get("runbooks/TooQuiet.md")).contains("It says: `Nobody asks.`",
				"## Where to look", "No scenario and no rule test shows it.");
		assertThat(runbooks.problems()).contains("runbooks/TooQuiet.md is missing: write it");
		Files.createDirectory(this.directory.resolve("runbooks"));
		Files.writeString(this.directory.resolve("runbooks/TooQuiet.md"),
				"## Why it matters\nx\n\n## Diagnosis\n```sh\n# not a title\n```\n\n## Repair\nMake noise.\n");
		assertThat(runbooks.render(Map.of()).get("runbooks/TooQuiet.md")).contains("## Repair\n\nMake noise.\n",
				"# not a title");
	}

	private static SortedMap<String, String> texts() throws IOException {
		SortedMap<String, String> texts = new TreeMap<>();
		try (Stream<Path> files = Files.list(TEXTS)) {
			for (Path file : files.toList()) {
				texts.put(file.getFileName().toString(), Files.readString(file));
			}
		}
		return texts;
	}

	private static Stream<String> spans() throws IOException {
		return texts().values()
			.stream()
			.flatMap((text) -> Pattern.compile("`([^`\n]+)`").matcher(text).results())
			.map((span) -> span.group(1));
	}

	private String page(String alert) {
		return pages.get("runbooks/" + alert + ".md");
	}

	private List<String> headings(String alert) {
		return Pattern.compile("(?m)^## (.*)$")
			.matcher(page(alert))
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

}
