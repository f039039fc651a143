package dev.telltale.benchmarks;

import dev.telltale.benchmarks.Measurement.Paced;
import dev.telltale.benchmarks.Measurement.Request;
import dev.telltale.benchmarks.Measurement.Scrape;
import dev.telltale.benchmarks.Measurement.Start;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private static final Variant BARE = Variant.ALL.get(0);

	private static final Variant ACTUATOR = Variant.ALL.get(1);

	private final Report report = new Report();

	@Test
	void dividesWithinARound() {
		add(BARE, 10, 20, 40);
		add(ACTUATOR, 15, 20, 80);
		assertThat(this.report.ratio(ACTUATOR, BARE, (one) -> one.request().cpuMicros())).isEqualTo("1.50 (1.00–2.00)");
	}

	@Test
	void hasNoRatioToNothing() {
		add(BARE, 10);
		add(ACTUATOR, 15);
		assertThat(this.report.ratio(ACTUATOR, BARE, (one) -> one.scrape().bytes())).isEqualTo("–");
		assertThat(this.report.toMarkdown()).contains("| Actuator with Prometheus | 1.50 (1.50–1.50) | 1.00");
		assertThat(this.report.toCsv()).contains("bare,1,10.000,");
	}

	@Test
	void takesTheMiddleOfAnEvenNumber() {
		assertThat(Report.median(new double[] { 1, 2, 4, 9 })).isEqualTo(3);
	}

	private void add(Variant variant, double... cpuMicros) {
		for (double value : cpuMicros) {
			this.report.add(variant, new Measurement(new Request(value, 5000, 140), new Paced(90, 100, 300),
					new Start(2, 5, 200, 15), Scrape.NONE, true));
		}
	}

}
