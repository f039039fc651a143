package dev.telltale.observability.test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.telltale.observability.test.Scrape.Sample;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on the histograms of one name, at least one.
 */
public final class HistogramAssert extends AbstractAssert<HistogramAssert, Scrape> {

	private final String name;

	private final Map<String, String> labels;

	HistogramAssert(Scrape actual, String name, Map<String, String> labels) {
		super(actual, HistogramAssert.class);
		this.name = name;
		this.labels = labels;
	}

	/**
	 * Verify the upper bounds of the buckets, that of {@code +Inf} left out.
	 * @param bounds the bounds in the metric's unit, in order
	 * @return these assertions
	 */
	public HistogramAssert withBuckets(double... bounds) {
		double[] actual = buckets().stream()
			.map((sample) -> Objects.requireNonNull(sample.labels().get("le")))
			.filter((bound) -> !bound.equals("+Inf"))
			.mapToDouble(Double::parseDouble)
			.distinct()
			.sorted()
			.toArray();
		Assertions.assertThat(actual).as("buckets of %s%s", this.name, this.labels).containsExactly(bounds);
		return this;
	}

	/**
	 * Verify how many values were recorded, in all of the histograms.
	 * @param expected the number
	 * @return these assertions
	 */
	public HistogramAssert withCount(long expected) {
		double count = this.actual.samples(this.name + "_count", this.labels).stream().mapToDouble(Sample::value).sum();
		Assertions.assertThat(count).as("count of %s%s", this.name, this.labels).isEqualTo(expected);
		return this;
	}

	/**
	 * Verify that one of the buckets at least carries an exemplar with a trace.
	 * @return these assertions
	 */
	public HistogramAssert withExemplar() {
		new SeriesAssert(this.name + "_bucket", buckets()).withExemplar();
		return this;
	}

	private List<Sample> buckets() {
		return this.actual.samples(this.name + "_bucket", this.labels);
	}

}
