package dev.telltale.observability.test;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

/**
 * What a service under test has emitted so far. Contexts are shared between tests, and
 * metrics cannot be reset: compare two scrapes, or let each test use labels of its own.
 * Thread-safe.
 */
public final class Telemetry {

	private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

	private final ObjectProvider<PrometheusMeterRegistry> registry;

	private final SpanRecorder spans;

	Telemetry(ObjectProvider<PrometheusMeterRegistry> registry, SpanRecorder spans) {
		this.registry = registry;
		this.spans = spans;
	}

	/**
	 * Scrape the service as Prometheus does, with exemplars.
	 * @return the scrape
	 * @throws IllegalStateException if the service has no Prometheus registry
	 */
	public Scrape scrape() {
		PrometheusMeterRegistry registry = this.registry.getIfAvailable();
		Assert.state(registry != null,
				"There is no PrometheusMeterRegistry: check that this test does not exclude its auto-configuration");
		return Scrape.parse(registry.scrape(OPEN_METRICS));
	}

	/**
	 * Return the spans that have ended since the start or the last {@link #clearSpans()}.
	 * @return the spans, in the order in which they ended
	 */
	public Spans spans() {
		return new Spans(this.spans.spans());
	}

	/**
	 * Forget the spans that have ended so far.
	 */
	public void clearSpans() {
		this.spans.clear();
	}

}
