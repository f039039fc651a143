package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link MutationTester}, with a mixin of one alert.
 */
class MutationTesterTests {

	@TempDir
	Path directory;

	@Test
	void noticesEveryMistakeThatMatters() throws IOException {
		MutationReport report = run("""
				'too much': {
				  interval: '15s',
				  series: [{ series: 'load_total{job="shop"}', values: '0+150x120' }],
				  firing: { '3m': [], '4m30s': [], '5m': [alert], '20m': [alert] },
				},
				'enough': {
				  interval: '15s',
				  series: [{ series: 'load_total{job="shop"}', values: '0+75x120' }],
				  firing: { '25m': [] },
				},
				'much more, long ago': {
				  interval: '15s',
				  series: [{ series: 'load_total{job="shop"}', values: '0+1500x40 60000x120' }],
				  firing: { '10m30s': [alert], '20m': [] },
				},
				""");
		assertThat(report.problems()).isEmpty();
		assertThat(report.print()).containsPattern("TooMuch +2 +1 +4 +0 +0\n")
			.containsPattern("job:load:rate +0 +0 +1 +0 +0\n")
			.containsPattern("total \\(2\\) +2 +1 +5 +0 +0\n");
	}

	@Test
	void namesWhatNoCaseNotices() throws IOException {
		assertThat(run("""
				'far too much': {
				  interval: '15s',
				  series: [{ series: 'load_total{job="shop"}', values: '0+15000x120' }],
				  firing: { '3m': [alert] },
				},
				""").problems()).containsExactly("TooMuch: no case notices \"threshold 8 × 2\"",
				"TooMuch: no case notices \"threshold 8 ÷ 2\"",
				"job:load:rate: no case notices \"job:load:rate: window 5m × 10\"");
	}

	@Test
	void believesDeclarationsThatHold() throws IOException {
		MutationReport report = run("""
				equivalent:: {
				  'threshold 8 × 2': 'as I say',
				  'threshold 8 ÷ 2': '',
				  'comparison > 8 flipped': 'it is not',
				  'job:load:rate: window 5m × 10': 'as I say',
				  'window 1h × 10': 'there is none',
				},
				'far too much': {
				  interval: '15s',
				  series: [{ series: 'load_total{job="shop"}', values: '0+15000x120' }],
				  firing: { '3m': [alert] },
				},
				""");
		assertThat(report.problems()).containsExactly(
				"TooMuch: \"comparison > 8 flipped\" is declared equivalent, but a case notices it",
				"TooMuch: \"threshold 8 ÷ 2\" is declared equivalent without a reason",
				"TooMuch: \"window 1h × 10\" is declared equivalent, but there is no such mutant");
		assertThat(report.print()).containsPattern("TooMuch +1 +0 +2 +2 +3\n");
	}

	@Test
	void refusesCasesThatFailAnyway() {
		assertThatIllegalStateException().isThrownBy(() -> run("""
				'nothing': { interval: '15s', series: [], firing: { '20m': [alert] } },
				"""))
			.withMessageStartingWith("a case of TooMuch fails without any mutant")
			.withMessageContaining("FAILED");
	}

	private MutationReport run(String cases) throws IOException {
		Path source = Files.createDirectory(this.directory.resolve("source"));
		Files.writeString(source.resolve("mixin.libsonnet"),
				"""
						local alert = { job: 'shop', severity: 'warning' };
						(import 'telltale/mixin/mixin.libsonnet') + {
						  prometheusAlerts:: { load: { TooMuch: {
						    severity: 'warning', 'for': '45s', expr: 'job:load:rate > 8', summary: 'Too much.', description: 'Too much.',
						  } } },
						  prometheusRules:: { load: { load: { rules: [
						    { record: 'job:load:rate', expr: 'sum by (job) (rate(load_total[5m]))' },
						    { record: 'job:other:rate', expr: 'sum by (job) (rate(other_total[5m]))' },
						  ] } } },
						  alertTests:: { load: { TooMuch: {
						"""
						+ cases + "\n} } } }\n");
		return new MutationTester(Toolbox.standard().require(Tool.PROMTOOL), Mixin.in(source),
				Files.createDirectory(this.directory.resolve("work")))
			.run();
	}

}
