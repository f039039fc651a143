package dev.telltale.observability.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.observability.test.Scrape.Family;
import dev.telltale.observability.test.Scrape.Sample;
import org.assertj.core.api.AbstractAssert;

import org.springframework.util.Assert;

/**
 * Assertions on a {@link Scrape}. Names are those that Prometheus sees; labels are given
 * as pairs of key and value, and a series may have more of them.
 */
public final class ScrapeAssert extends AbstractAssert<ScrapeAssert, Scrape> {

	ScrapeAssert(Scrape actual) {
		super(actual, ScrapeAssert.class);
	}

	/**
	 * Verify that there is a counter.
	 * @param name the name, such as {@code slo_events_total}
	 * @param labels pairs of key and value
	 * @return assertions on the series with these labels
	 */
	public SeriesAssert hasCounter(String name, String... labels) {
		return hasSeries("counter", name, labels);
	}

	/**
	 * Verify that there is a gauge.
	 * @param name the name, such as {@code hikaricp_connections_active}
	 * @param labels pairs of key and value
	 * @return assertions on the series with these labels
	 */
	public SeriesAssert hasGauge(String name, String... labels) {
		return hasSeries("gauge", name, labels);
	}

	/**
	 * Verify that there is a histogram.
	 * @param name the name without {@code _bucket}, such as
	 * {@code http_server_requests_seconds}
	 * @param labels pairs of key and value
	 * @return assertions on the histograms with these labels
	 */
	public HistogramAssert hasHistogram(String name, String... labels) {
		hasSeries("histogram", name + "_bucket", labels);
		return new HistogramAssert(this.actual, name, toMap(labels));
	}

	/**
	 * Verify that there is a series, of whatever type.
	 * @param name the name
	 * @param labels pairs of key and value
	 * @return assertions on the series with these labels
	 */
	public SeriesAssert hasSeries(String name, String... labels) {
		isNotNull();
		Map<String, String> wanted = toMap(labels);
		List<Sample> found = this.actual.samples(name, wanted);
		if (found.isEmpty()) {
			failWithMessage("Expecting the scrape to have %s%s, but %s", name, wanted, whatThereIs(name));
		}
		return new SeriesAssert(name, found);
	}

	/**
	 * Verify that there is no such series.
	 * @param name the name
	 * @param labels pairs of key and value
	 * @return these assertions
	 */
	public ScrapeAssert doesNotHaveSeries(String name, String... labels) {
		isNotNull();
		List<Sample> found = this.actual.samples(name, toMap(labels));
		if (!found.isEmpty()) {
			failWithMessage("Expecting the scrape not to have %s%s, but there is %s", name, toMap(labels), found);
		}
		return this;
	}

	private SeriesAssert hasSeries(String type, String name, String... labels) {
		SeriesAssert series = hasSeries(name, labels);
		Family family = this.actual.family(name);
		String actualType = (family != null) ? family.type() : "unknown";
		if (!actualType.equals(type)) {
			failWithMessage("Expecting %s to be a %s, but it is a %s", name, type, actualType);
		}
		return series;
	}

	private String whatThereIs(String name) {
		List<Sample> sameName = this.actual.samples(name, Map.of());
		if (!sameName.isEmpty()) {
			return "of that name there are only " + sameName;
		}
		String beginning = name.substring(0, Math.max(name.indexOf('_'), 1));
		List<String> near = this.actual.names().stream().filter((other) -> other.startsWith(beginning)).toList();
		return near.isEmpty() ? "nothing begins with '" + beginning + "'" : "names like it are " + near;
	}

	private static Map<String, String> toMap(String... labels) {
		Assert.isTrue(labels.length % 2 == 0, "labels must be pairs of key and value");
		Map<String, String> map = new LinkedHashMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			map.put(labels[i], labels[i + 1]);
		}
		return map;
	}

}
