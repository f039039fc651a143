package dev.telltale.cli.traces;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest spans, to be found by the id of their trace. Thread-safe.
 */
final class SpanMemory {

	private final SpanQueue newest;

	private final Map<String, Map<String, Span>> traces = new HashMap<>();

	SpanMemory(int maxSpans, int maxWeight) {
		this.newest = new SpanQueue(maxSpans, maxWeight);
	}

	/**
	 * Add spans; the oldest are forgotten for them. A span that was sent again replaces
	 * the former one.
	 * @param spans the spans
	 */
	synchronized void add(List<Span> spans) {
		for (Span span : spans) {
			this.traces.computeIfAbsent(span.traceId(), (id) -> new LinkedHashMap<>()).put(span.id(), span);
			this.newest.add(span);
			for (Span old = this.newest.removeExcess(); old != null; old = this.newest.removeExcess()) {
				forget(old);
			}
		}
	}

	private void forget(Span span) {
		Map<String, Span> trace = this.traces.get(span.traceId());
		// Another one where it was sent again.
		if (trace != null && trace.get(span.id()) == span) {
			trace.remove(span.id());
			if (trace.isEmpty()) {
				this.traces.remove(span.traceId());
			}
		}
	}

	synchronized List<Span> find(String traceId) {
		return this.traces.getOrDefault(traceId, Map.of())
			.values()
			.stream()
			.sorted(Comparator.comparing(Span::start))
			.toList();
	}

	synchronized int size() {
		return this.newest.size();
	}

}
