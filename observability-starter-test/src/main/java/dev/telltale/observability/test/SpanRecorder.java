package dev.telltale.observability.test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Keeps the sampled spans that have ended, at once: no batch to wait for. Thread-safe.
 */
class SpanRecorder implements SpanProcessor {

	private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		if (span.getSpanContext().isSampled()) {
			this.spans.add(span.toSpanData());
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	List<SpanData> spans() {
		return List.copyOf(this.spans);
	}

	void clear() {
		this.spans.clear();
	}

}
