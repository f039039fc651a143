package dev.telltale.mixins.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TestCommand}, with the example of a service's own mixin and what may
 * be wrong with it.
 */
class TestCommandTests {

	private static final Path EXAMPLE = Path.of("../examples/mixins/own");

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@TempDir
	Path directory;

	private String source = "";

	@BeforeEach
	void copyTheExample() throws IOException {
		this.source = Files.readString(EXAMPLE.resolve("mixin.libsonnet"));
		write(this.source);
		Files.createDirectory(this.directory.resolve("runbooks"));
		Files.copy(EXAMPLE.resolve("runbooks/BookingsRefused.md"),
				this.directory.resolve("runbooks/BookingsRefused.md"));
	}

	@Test
	void hasALineForAnAlertThatIsAsItOughtToBe() {
		assertThat(test()).as(this.out + "" + this.err).isZero();
		assertThat(this.out).hasToString("""
				BookingsRefused                  ok     fires in 2, silent in 2; notices 9 mistakes
				Every alert keeps its promise.
				""");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void saysWhichCaseFailsAndHow() throws IOException {
		change("threshold: 0.2,", "threshold: 0.3,");
		assertThat(test()).isEqualTo(1);
		assertThat(this.out.toString())
			.startsWith("BookingsRefused                  FAILED fires in 2, silent in 2; notices 0 mistakes\n"
					+ "  the case \"one booking in four is refused\" fails:\n")
			.contains("time: 6m", "got: nil")
			.doesNotContain("Unit Testing", "the case \"one booking in six", "the case \"twelve")
			.endsWith("1 to mend.\n");
	}

	@Test
	void saysWhichMistakeNoCaseNotices() throws IOException {
		change("'eight bookings are all there is, and are refused': case('0x60', '0x8 8x52', { '5m': [], '10m': [] }),",
				"");
		assertThat(test()).isEqualTo(1);
		assertThat(this.out).hasToString("""
				BookingsRefused                  FAILED fires in 2, silent in 1; notices 8 mistakes
				  no case notices "threshold 9.5 ÷ 2"
				1 to mend.
				""");
	}

	@Test
	void wantsACaseInWhichTheAlertFires() throws IOException {
		change("'5m': [alert], '10m': []", "'1m': []");
		change("'2m': [], '6m': [alert]", "'2m': []");
		change(" {\n          says: 'orders-desk refused 25% of its bookings over the last 5m; the threshold is 20%.',\n        }",
				"");
		assertThat(test()).isEqualTo(1);
		assertThat(this.out.toString()).contains("  no case sees it fire: write one into alertTests\n")
			.doesNotContain("sees it silent");
	}

	@Test
	void wantsACaseInWhichTheAlertIsSilent() throws IOException {
		int first = this.source.indexOf("        'one booking in six is refused'");
		write(this.source.substring(0, first)
				+ this.source.substring(this.source.indexOf("      },\n    },\n  },\n\n  grafana")));
		assertThat(test()).isEqualTo(1);
		assertThat(this.out.toString()).contains("  no case sees it silent: write one into alertTests\n")
			.doesNotContain("sees it fire");
	}

	@Test
	void wantsCases() throws IOException {
		change("alertTests+::", "unknown::");
		assertThat(test()).isEqualTo(1);
		assertThat(this.out).hasToString("""
				BookingsRefused                  FAILED fires in 0, silent in 0; notices 0 mistakes
				  no case sees it fire: write one into alertTests
				  no case sees it silent: write one into alertTests
				1 to mend.
				""");
	}

	@Test
	void wantsARunbook() throws IOException {
		Files.delete(this.directory.resolve("runbooks/BookingsRefused.md"));
		assertThat(test()).isEqualTo(1);
		assertThat(this.out.toString()).contains("BookingsRefused                  FAILED ",
				"  runbooks/BookingsRefused.md is missing: write it\n");
	}

	@Test
	void testsTextsWhereverTheLinksLead() throws IOException {
		change("service: 'orders-desk',",
				"service: 'orders-desk', grafanaUrl: 'https://grafana.example', runbookUrlPattern: 'https://x.example/%s',");
		assertThat(test()).as(this.out.toString()).isZero();
	}

	@Test
	void testsTheRecordingsThatAnAlertReads() throws IOException {
		change("  prometheusAlerts+:: {", """
				prometheusRules+:: { bookings: { bookings: { rules: [{
				  local view = lib.view('5m'),
				  record: 'job:bookings:refused',
				  expr: '%s and %s > 9.5' % [refused.expr(view), bookings.events.increase(view)],
				}] } } },
				prometheusAlerts+:: {""");
		int first = this.source.indexOf("        expr: |||");
		int last = this.source.indexOf("        'for': lib.time");
		write(this.source.substring(0, first) + "        expr: 'job:bookings:refused > %g' % settings.threshold,\n"
				+ this.source.substring(last));
		assertThat(test()).as(this.out.toString()).isZero();
		assertThat(this.out.toString())
			.containsPattern("job:bookings:refused +ok +fires in 0, silent in 0; notices 5 mistakes\n");
	}

	@Test
	void testsTheAlertsThatAreNamed() throws IOException {
		change("      BookingsRefused: {\n        local settings",
				"      NoBookings: { severity: 'info', 'for': '5m', expr: 'up == 0', summary: 'None.', description: 'None.' },\n"
						+ "      BookingsRefused: {\n        local settings");
		assertThat(test("--alert", "BookingsRefused")).as(this.out.toString()).isZero();
		assertThat(test("--alert", "NoBookings")).isEqualTo(1);
		assertThat(this.out.toString()).contains("BookingsRefused                  ok ")
			.contains("NoBookings                       FAILED ")
			.endsWith("1 to mend.\n");
		assertThat(test("--alert", "Other")).isEqualTo(1);
		assertThat(this.err)
			.hasToString("telltale-mixins: the mixin has no alert Other: it has BookingsRefused, NoBookings\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					BookingsRefused: {\\n        'one | Other: {'one               | alertTests has cases of bookings.Other, but prometheusAlerts has no such alert
					%s > %g                             | %s >> %g                    | the expression of BookingsRefused is no PromQL: 1:
					interval: '15s',                    |                             | the case "eight bookings are all there is, and are refused" of BookingsRefused must provide interval
					{ '6m': [], '10m': [] }             | {}                          | the case "one booking in six is refused" of BookingsRefused looks at no time
					'6m': [alert]                       | '6m': []                    | the case "one booking in four is refused" of BookingsRefused has a text, but at no time one alert that says it
					prometheusAlerts+::                 | other::                     | alertTests has cases of bookings.BookingsRefused
					'for': lib.time                     | 'fro': lib.time             | alert BookingsRefused must provide for
					""")
	void saysInOneLineWhatCannotBeTested(String before, String after, String message) throws IOException {
		change(before.translateEscapes(), (after != null) ? after : "");
		assertThat(test()).isEqualTo(1);
		assertThat(this.out.toString()).isEmpty();
		assertThat(this.err.toString()).hasLineCount(1).startsWith("telltale-mixins: ").contains(message);
	}

	@Test
	void saysThatThereIsNothingToTest() throws IOException {
		write("import 'telltale/mixin/own.libsonnet'");
		assertThat(test()).isEqualTo(1);
		assertThat(this.err)
			.hasToString("telltale-mixins: the mixin has no alert to test: add one to prometheusAlerts\n");
	}

	// It fires always, and says so to the linter.
	@Test
	void wantsNoSilentCaseOfWatchdog() {
		assertThat(MixinsCommand.run(new PrintWriter(this.out, true), new PrintWriter(this.err, true), "test",
				"--alert", "Watchdog"))
			.as(this.out + "" + this.err)
			.isZero();
	}

	private int test(String... more) {
		return MixinsCommand.run(new PrintWriter(this.out, true), new PrintWriter(this.err, true),
				Stream.concat(Stream.of("test", "--mixin", this.directory.toString()), Stream.of(more))
					.toArray(String[]::new));
	}

	private void change(String before, String after) throws IOException {
		assertThat(this.source).contains(before);
		write(this.source.replace(before, after));
	}

	private void write(String text) throws IOException {
		this.source = text;
		Files.writeString(this.directory.resolve("mixin.libsonnet"), text);
	}

}
