package dev.telltale.observability.test;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Scrape} and its assertions.
 */
class ScrapeTests {

	private static final String TEXT = """
			# TYPE orders counter
			# UNIT orders euros
			# HELP orders Orders, "all" of them
			orders_total{kind="a \\"b\\" \\\\ c\\nd",path="{x},y=z"} 3.0 # {span_id="1",trace_id="2"} 1.0 1700000000.5
			orders_total{kind="e",path=""} 4.0 1700000000
			# TYPE latency_seconds histogram
			latency_seconds_bucket{le="0.1"} 1
			latency_seconds_bucket{le="+Inf"} 2
			latency_seconds_count 2
			latency_seconds_sum 0.25
			# TYPE weird gauge
			weird NaN
			hot +Inf
			# EOF
			""";

	private final Scrape scrape = Scrape.parse(TEXT);

	@Test
	void readsLabelsValuesAndExemplars() {
		assertThat(this.scrape.samples("orders_total", Map.of("path", "{x},y=z"))).singleElement()
			.satisfies((sample) -> {
				assertThat(sample.labels()).containsEntry("kind", "a \"b\" \\ c\nd");
				assertThat(sample.value()).isEqualTo(3);
				assertThat(sample.exemplar()).isEqualTo(Map.of("span_id", "1", "trace_id", "2"));
			});
		assertThat(this.scrape.samples("weird", Map.of())).singleElement()
			.satisfies((sample) -> assertThat(sample.value()).isNaN());
		assertThat(this.scrape.samples("hot", Map.of())).singleElement()
			.satisfies((sample) -> assertThat(sample.value()).isInfinite());
	}

	@Test
	void readsFamilies() {
		assertThat(this.scrape.family("orders_total"))
			.isEqualTo(new Scrape.Family("orders", "counter", "euros", "Orders, \"all\" of them"));
		assertThat(this.scrape.family("latency_seconds_bucket")).extracting("type").isEqualTo("histogram");
		assertThat(this.scrape.family("hot")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "no value", "{}", "name", "name{", "name{a=\"b} 1", "name{a=b} 1", "name{a=\"b\"}" })
	void refusesWhatIsNoScrape(String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> Scrape.parse(line)).withMessageContaining(line);
	}

	@Test
	void sumsSeveralSeries() {
		assertThat(this.scrape).hasCounter("orders_total").withSize(2).withValue(7).withExemplar();
		assertThat(this.scrape).hasHistogram("latency_seconds").withBuckets(0.1).withCount(2);
	}

	@Test
	void saysWhatThereIsInsteadOfASeries() {
		fails(() -> assertThat(this.scrape).hasCounter("orders_total", "kind", "x"), "only", "kind=e");
		fails(() -> assertThat(this.scrape).hasCounter("latency_count"), "latency_seconds_count");
		fails(() -> assertThat(this.scrape).hasCounter("nothing_total"), "nothing begins with 'nothing'");
	}

	@Test
	void failsWhenSomethingDiffers() {
		fails(() -> assertThat(this.scrape).hasGauge("orders_total"), "but it is a counter");
		fails(() -> assertThat(this.scrape).hasCounter("orders_total", "kind", "e").withValue(5), "4.0");
		fails(() -> assertThat(this.scrape).hasCounter("orders_total", "kind", "e").withExemplar(), "exemplar");
		fails(() -> assertThat(this.scrape).hasCounter("orders_total").withoutLabel("kind"), "kind");
		fails(() -> assertThat(this.scrape).hasHistogram("latency_seconds").withBuckets(0.5), "0.1");
		fails(() -> assertThat(this.scrape).doesNotHaveSeries("weird"), "weird");
	}

	private static void fails(Runnable assertion, String... messages) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(messages));
	}

}
