package dev.telltale.benchmarks.micro;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Figures}.
 */
class FiguresTests {

	private static final String OURS = "LogBenchmark.event line=TELLTALE";

	private static final String THEIRS = "LogBenchmark.event line=LOGSTASH_ENCODER";

	private final Figures figures = new Figures();

	@Test
	void dividesWithinARound() {
		add(OURS, 100, 300, 120);
		add(THEIRS, 200, 200, 200);
		assertThat(this.figures.ratio(OURS, THEIRS, Figure::nanos)).isEqualTo("0.60 (0.50–1.50)");
	}

	@Test
	void comparesLinesOfALogWithThoseOfTheEncoder() {
		add(OURS, 100);
		add(THEIRS, 200);
		assertThat(this.figures.toMarkdown()).contains("| telltale | 0.50 (0.50–0.50) | 0.50 (0.50–0.50) | – | – |",
				"| LogBenchmark.event line=TELLTALE | 0.10 (0.10–0.10) | 1000 (1000–1000) |");
	}

	@Test
	void hasNoLinesToCompareIfNoneWasMeasured() {
		add("ScrapeBenchmark.text lines=10", 1500, 2500);
		assertThat(this.figures.toMarkdown()).isEqualTo("""
				| one operation | processor time in µs | bytes |
				| --- | --- | --- |
				| ScrapeBenchmark.text lines=10 | 2.00 (1.50–2.50) | 20000 (15000–25000) |
				""");
	}

	private void add(String name, double... times) {
		for (double time : times) {
			this.figures.add(name, new Figure(time, time * 10));
		}
	}

}
