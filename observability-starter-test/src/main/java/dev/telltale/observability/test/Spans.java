package dev.telltale.observability.test;

import java.util.Iterator;
import java.util.List;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.assertj.core.api.AssertProvider;

/**
 * Spans that have ended. Immutable; AssertJ's {@code assertThat} takes it and offers
 * {@link SpansAssert}.
 */
public final class Spans implements AssertProvider<SpansAssert> {

	private final List<SpanData> spans;

	Spans(List<SpanData> spans) {
		this.spans = List.copyOf(spans);
	}

	/**
	 * Return the spans, in the order in which they ended.
	 * @return the spans
	 */
	public List<SpanData> asList() {
		return this.spans;
	}

	@Override
	public SpansAssert assertThat() {
		return new SpansAssert(this);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (Iterator<SpanData> spans = this.spans.iterator(); spans.hasNext();) {
			text.append(spans.next().getName()).append(spans.hasNext() ? ", " : "");
		}
		return text.insert(0, '[').append(']').toString();
	}

}
