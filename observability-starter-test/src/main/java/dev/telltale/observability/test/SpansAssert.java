package dev.telltale.observability.test;

import java.util.List;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on {@link Spans}.
 */
public final class SpansAssert extends AbstractAssert<SpansAssert, Spans> {

	SpansAssert(Spans actual) {
		super(actual, SpansAssert.class);
	}

	/**
	 * Verify that there is a span.
	 * @param name the name, such as {@code http get /orders}
	 * @return assertions on the last of that name
	 */
	public SpanAssert hasSpan(String name) {
		isNotNull();
		List<SpanData> found = this.actual.asList().stream().filter((span) -> span.getName().equals(name)).toList();
		if (found.isEmpty()) {
			failWithMessage("Expecting a span '%s' to have ended, but there are only %s", name, this.actual);
		}
		return new SpanAssert(found.get(found.size() - 1), this.actual);
	}

	/**
	 * Verify that there is no such span.
	 * @param name the name
	 * @return these assertions
	 */
	public SpansAssert doesNotHaveSpan(String name) {
		isNotNull();
		if (this.actual.asList().stream().anyMatch((span) -> span.getName().equals(name))) {
			failWithMessage("Expecting no span '%s' to have ended, but there are %s", name, this.actual);
		}
		return this;
	}

	/**
	 * Verify that no span has ended.
	 * @return these assertions
	 */
	public SpansAssert isEmpty() {
		isNotNull();
		if (!this.actual.asList().isEmpty()) {
			failWithMessage("Expecting no span to have ended, but there are %s", this.actual);
		}
		return this;
	}

	/**
	 * Verify that all spans belong to one trace.
	 * @return these assertions
	 */
	public SpansAssert areOfOneTrace() {
		isNotNull();
		long traces = this.actual.asList().stream().map(SpanData::getTraceId).distinct().count();
		if (traces != 1) {
			failWithMessage("Expecting spans %s to be of one trace, but they are of %s", this.actual, traces);
		}
		return this;
	}

}
