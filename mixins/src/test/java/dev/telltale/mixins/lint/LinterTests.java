package dev.telltale.mixins.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.telltale.mixins.Mixin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Linter}.
 */
class LinterTests {

	@TempDir
	Path directory;

	@Test
	void findsNothingInTheBundledMixin() {
		assertThat(Linter.lint(Mixin.bundled(), Map.of())).isEmpty();
		assertThat(Linter.lint(Mixin.bundled(), Mixin.DEMO)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			rate-over-counter     | sum by (job) (rate(heap_bytes[5m])) > 1
			counter-without-rate  | sum by (job) (errors_total) > 1
			sum-of-rates          | rate(sum by (job) (errors_total)[5m:1m]) > 1
			no-irate              | sum by (job) (irate(errors_total[5m])) > 1
			needless-regex        | max by (job) (up{tier=~"web"}) > 1
			anchored-regex        | max by (job) (up{tier=~"^web.*"}) > 1
			condition             | max by (job) (up)
			condition             | max by (job) (up) > bool 1
			absence-with-patience | absent(up{job="shop"})
			money-by-currency     | sum by (job) (rate(business_amount_total[5m])) > 1
			quantile-by-le        | histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m]))) > 1
			texts-name-labels     | max by (instance) (up) > 1
			stable-alert          | topk by (job) (3, up) > 1
			syntax                | max by (job) (up >
			""")
	void bites(String check, String expression) throws IOException {
		assertThat(findings(expression, "")).extracting(Finding::check).contains(check);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sum by (job) (rate(errors_total[5m])) > 1", "max by (job) (up{tier=~\"web|api\"}) > 1",
			"max by (job) (up) unless max by (job) (x) > 0", "max by (job) (resets(errors_total[1h])) > 3",
			"sum by (job) (rate(business_amount_total{currency=\"EUR\"}[5m])) > 1",
			"sum by (job, currency) (rate(business_amount_total[5m])) > 1",
			"histogram_quantile(0.9, sum by (le, job) (rate(x_bucket[5m]))) > 1", "job:load:rate > 1",
			"100 * max by (job) (up) > 1", "max without (instance) (up) > 1" })
	void letsWhatIsRightPass(String expression) throws IOException {
		assertThat(findings(expression, "")).isEmpty();
	}

	@Test
	void believesExceptionsWithAReasonAndReportsTheOthers() throws IOException {
		assertThat(findings("topk by (job) (3, up) > 1",
				"} + { lintExceptions:: { Test: { 'stable-alert': 'three are all', 'no-irate': 'none' } },"))
			.extracting(Finding::toString)
			.containsExactly("Test: the exception of no-irate excuses nothing, or lacks a reason [unused-exception]");
	}

	@Test
	void wantsTexts() throws IOException {
		Files.writeString(this.directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  prometheusAlerts:: { test: { bad_name: {
				    severity: 'page', 'for': null, expr: 'up == 0', summary: 'down {{ $labels.job }}', description: '',
				  } } },
				  prometheusRules:: {},
				  lintExceptions:: {},
				  grafanaDashboards:: { 'a.json': {
				    templating: { list: [] },
				    panels: [
				      { id: 1, title: 'A', targets: [{ expr: 'rate(x_total[5m])', datasource: { uid: 'mine' } }] },
				      { id: 1, title: '', targets: [{ expr: 'up', datasource: { uid: '${datasource}' } }] },
				    ],
				  } },
				}
				""");
		assertThat(Linter.lint(Mixin.in(this.directory), Map.of())).extracting(Finding::check)
			.contains("alert-name", "severity", "summary", "description", "uneditable-dashboard", "datasource-variable",
					"panel-id", "panel-title-description", "panel-unit", "panel-datasource", "rate-interval");
	}

	private List<Finding> findings(String expression, String more) throws IOException {
		Files.writeString(this.directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  prometheusAlerts:: { test: { Test: {
				    severity: 'info', 'for': null, expr: |||
				      %s
				    |||, summary: 'A test.', description: 'Of {{ $labels.job }}.',
				  } } },
				  prometheusRules:: {},
				  grafanaDashboards:: {},
				  lintExceptions:: {},
				  %s
				}
				""".formatted(expression, more));
		return Linter.lint(Mixin.in(this.directory), Map.of());
	}

}
