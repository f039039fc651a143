package dev.telltale.observability.test;

import java.util.List;

import dev.telltale.observability.test.Scrape.Sample;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;

/**
 * Assertions on the series of one name, at least one.
 */
public final class SeriesAssert extends AbstractAssert<SeriesAssert, List<Sample>> {

	SeriesAssert(String name, List<Sample> actual) {
		super(actual, SeriesAssert.class);
		as(name);
	}

	/**
	 * Verify the value, which is the sum if there are several series.
	 * @param expected the value, exact to a billionth
	 * @return these assertions
	 */
	public SeriesAssert withValue(double expected) {
		Assertions.assertThat(sum()).as("value of %s", this.actual).isEqualTo(expected, Offset.offset(1e-9));
		return this;
	}

	/**
	 * Verify that the value, which is the sum if there are several series, is not less
	 * than a bound.
	 * @param bound the least value
	 * @return these assertions
	 */
	public SeriesAssert withValueOfAtLeast(double bound) {
		Assertions.assertThat(sum()).as("value of %s", this.actual).isGreaterThanOrEqualTo(bound);
		return this;
	}

	/**
	 * Verify how many series there are.
	 * @param expected the number
	 * @return these assertions
	 */
	public SeriesAssert withSize(int expected) {
		Assertions.assertThat(this.actual).hasSize(expected);
		return this;
	}

	/**
	 * Verify that none of the series has a label.
	 * @param key the label's key
	 * @return these assertions
	 */
	public SeriesAssert withoutLabel(String key) {
		Assertions.assertThat(this.actual)
			.as("series with label '%s'", key)
			.noneMatch((sample) -> sample.labels().containsKey(key));
		return this;
	}

	/**
	 * Verify that the series have certain labels, and no others.
	 * @param keys the labels' keys
	 * @return these assertions
	 */
	public SeriesAssert withOnlyLabels(String... keys) {
		Assertions.assertThat(this.actual)
			.allSatisfy((sample) -> Assertions.assertThat(sample.labels()).containsOnlyKeys(keys));
		return this;
	}

	/**
	 * Verify that one of the series at least carries an exemplar with a trace.
	 * @return these assertions
	 */
	public SeriesAssert withExemplar() {
		Assertions.assertThat(this.actual)
			.as("series with an exemplar")
			.anyMatch((sample) -> sample.exemplar() != null && sample.exemplar().containsKey("trace_id"));
		return this;
	}

	private double sum() {
		return this.actual.stream().mapToDouble(Sample::value).sum();
	}

}
