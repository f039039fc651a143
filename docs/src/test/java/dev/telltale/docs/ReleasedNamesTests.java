package dev.telltale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Phaser;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No name that the last release has goes without a word to users. With
 * {@code -Dtelltale.names.write} the names are written instead of compared, as a release
 * does.
 */
class ReleasedNamesTests {

	private static final Path FILE = Page.ROOT.resolve("release/names.txt");

	private static final String WRITE = "telltale.names.write";

	private static final ReleasedNames BUILT = ReleasedNames.built();

	@Test
	void namesOfEveryKindAreRead() {
		assertThat(BUILT.lines()).contains("metric slo_events_total", "metric slo_events_total{sli}",
				"property telltale.slo.objectives", "alert HighErrorRate", "recording slo:burn_rate:fast_short",
				"config pagingEnvironments", "value image.repository", "value monitor.kind = PodMonitor",
				"command telltale up --service", "command telltale-mixins render --output",
				"java dev.telltale.observability.business.BusinessMetrics", "java dev.telltale.mixins.Mixin",
				"java dev.telltale.mixins.Mixin#bundled(): dev.telltale.mixins.Mixin static",
				"java dev.telltale.chart.Chart", "java dev.telltale.observability.test.ObservabilityTest");
	}

	@Test
	void noNameOfTheLastReleaseIsGone() throws IOException {
		if (System.getProperty(WRITE) != null) {
			Files.writeString(FILE, BUILT.text());
		}
		assertThat(BUILT.breaks(ReleasedNames.read(FILE), announced(Page.ROOT.resolve("CHANGELOG.md"))))
			.as("What users of the last release would miss. Before the first release, write release/names.txt anew: docs/releasing.md")
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "metric slo_events_total", "metric slo_events_total{result}",
			"property telltale.slo.objectives", "alert HighErrorRate", "value image.repository",
			"java dev.telltale.mixins.Mixin#bundled(): dev.telltale.mixins.Mixin static" })
	void aNameThatIsGoneIsNoticed(String name) {
		assertThat(without(name).breaks(BUILT, Set.of())).singleElement()
			.asString()
			.startsWith(name + " is gone: ")
			.contains("CHANGELOG.md");
	}

	@Test
	void whatIsNewIsNoBreak() {
		assertThat(BUILT.breaks(without("alert HighErrorRate"), Set.of())).isEmpty();
	}

	@Test
	void whatIsAnnouncedMayGoWithAllThatBelongsToIt() {
		ReleasedNames release = names("metric a_total", "metric a_total{b}", "metric a_total_other", "java a.B",
				"java a.B#c(): void", "java a.B may be extended");
		assertThat(names("metric a_total_other").breaks(release, Set.of("metric a_total", "java a.B"))).isEmpty();
		assertThat(names("metric a_total_other").breaks(release, Set.of("metric a_total"))).hasSize(3);
	}

	@Test
	void whatIsAnnouncedAndStaysIsNoticed() {
		assertThat(names("alert A").breaks(names("alert A"), Set.of("alert A"))).singleElement()
			.asString()
			.contains("CHANGELOG.md says that alert A is gone");
	}

	@Test
	void aMethodThatUsersWouldHaveToImplementIsNoticed() {
		ReleasedNames release = names("java a.B", "java a.B may be extended");
		assertThat(names("java a.B", "java a.B may be extended", "java a.B#c(): void",
				"java a.B#c(): void must be implemented", "java a.New", "java a.New#c(): void must be implemented")
			.breaks(release, Set.of())).singleElement().asString().startsWith("java a.B#c(): void must be implemented");
	}

	@Test
	void onlyWhatOthersMayUseIsAName() {
		Set<String> lines = new TreeSet<>();
		ReleasedNames.types(new ClassFileImporter().importClasses(Phaser.class, Page.class), lines);
		assertThat(lines)
			.contains("java java.util.concurrent.Phaser", "java java.util.concurrent.Phaser may be extended",
					"java java.util.concurrent.Phaser#new(int)",
					"java java.util.concurrent.Phaser#onAdvance(int, int): boolean")
			.noneMatch((line) -> line.contains("#doArrive("))
			.noneMatch((line) -> line.contains("Page"));
	}

	@Test
	void whatGoesStandsUnderTheNextVersion() throws IOException {
		Path log = Files.createTempFile("changes", ".md");
		try {
			Files.writeString(log, """
					# Changes

					## 0.3.0, not released yet

					- New: `metric c_total`.

					### Gone

					- `metric a_total`: read `b_total`.
					- `alert A`, `alert B`

					## 0.2.0

					### Gone

					- `alert Old`
					""");
			assertThat(announced(log)).containsExactlyInAnyOrder("metric a_total", "alert A", "alert B");
		}
		finally {
			Files.delete(log);
		}
	}

	private static Set<String> announced(Path changes) throws IOException {
		Matcher gone = Pattern
			.compile("\\A.*?^## (?:(?!^## ).)*?^### Gone$((?:(?!^##).)*)", Pattern.MULTILINE | Pattern.DOTALL)
			.matcher(Files.readString(changes));
		if (!gone.find()) {
			return Set.of();
		}
		// Kind and name: what else is quoted tells what to use instead.
		return Pattern.compile("`([a-z]+ [^`]+)`")
			.matcher(gone.group(1))
			.results()
			.map((MatchResult span) -> span.group(1))
			.collect(Collectors.toSet());
	}

	private static ReleasedNames names(String... lines) {
		return new ReleasedNames(new TreeSet<>(List.of(lines)));
	}

	private static ReleasedNames without(String name) {
		TreeSet<String> lines = new TreeSet<>(BUILT.lines());
		assertThat(lines.remove(name)).as(name).isTrue();
		return new ReleasedNames(lines);
	}

}
