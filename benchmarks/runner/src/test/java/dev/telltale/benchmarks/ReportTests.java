package dev.telltale.benchmarks;

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
		assertThat(this.report.ratio(ACTUATOR, BARE, Measurement::cpuMicros)).isEqualTo("1.50 (1.00–2.00)");
	}

	@Test
	void hasNoRatioToNothing() {
		add(BARE, 10);
		add(ACTUATOR, 15);
		assertThat(this.report.ratio(ACTUATOR, BARE, Measurement::scrapeBytes)).isEqualTo("–");
		assertThat(this.report.toMarkdown()).contains("| Actuator + Prometheus | 1.50 (1.50–1.50) | 1.00");
		assertThat(this.report.toCsv()).contains("bare,1,10.00,");
	}

	@Test
	void takesTheMiddleOfAnEvenNumber() {
		assertThat(Report.median(new double[] { 1, 2, 4, 9 })).isEqualTo(3);
	}

	private void add(Variant variant, double... cpuMicros) {
		for (double value : cpuMicros) {
			this.report.add(variant, new Measurement(value, 2, 200, 0, 0, 0, true));
		}
	}

}
