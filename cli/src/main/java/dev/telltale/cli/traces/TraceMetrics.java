package dev.telltale.cli.traces;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the receiver tells Prometheus about itself. Thread-safe.
 */
final class TraceMetrics {

	static final String PREFIX = "telltale_collector_";

	static final String DROPPED = PREFIX + "spans_dropped_total";

	private static final int[] STATUSES = { 200, 400, 413, 415, 429, 500, 503 };

	private final Map<Integer, Long> requests = new TreeMap<>();

	TraceMetrics() {
		Arrays.stream(STATUSES).forEach((status) -> this.requests.put(status, 0L));
	}

	/**
	 * Count an answer to an export.
	 * @param status its status
	 */
	synchronized void answered(int status) {
		this.requests.merge(status, 1L, Long::sum);
	}

	/**
	 * Return the metrics in Prometheus' text format.
	 * @param counts what became of the spans
	 * @param remembered how many spans are in memory
	 * @param available whether Zipkin takes spans
	 * @return the text
	 */
	synchronized String text(TraceCounts counts, int remembered, boolean available) {
		StringBuilder text = new StringBuilder();
		family(text, "spans_received_total", "counter", "Spans that services sent.");
		sample(text, "spans_received_total", "", counts.received());
		family(text, "spans_forwarded_total", "counter", "Spans that Zipkin has taken.");
		sample(text, "spans_forwarded_total", "", counts.forwarded());
		family(text, "spans_dropped_total", "counter", "Spans that Zipkin will never get.");
		for (DropReason reason : DropReason.values()) {
			sample(text, "spans_dropped_total", "{reason=\"" + reason.label() + "\"}", counts.dropped().get(reason));
		}
		family(text, "requests_total", "counter", "Exports of traces by the status of the answer.");
		this.requests.forEach((status, count) -> sample(text, "requests_total", "{status=\"" + status + "\"}", count));
		family(text, "queue_spans", "gauge", "Spans that wait for Zipkin.");
		sample(text, "queue_spans", "", counts.queued());
		family(text, "queue_capacity_spans", "gauge", "Spans that can wait for Zipkin.");
		sample(text, "queue_capacity_spans", "", ZipkinForwarder.MAX_QUEUED);
		family(text, "memory_spans", "gauge", "Spans that can be found without Zipkin.");
		sample(text, "memory_spans", "", remembered);
		family(text, "store_up", "gauge", "Whether Zipkin took what it was sent last.");
		sample(text, "store_up", "", available ? 1 : 0);
		return text.toString();
	}

	private static void family(StringBuilder text, String name, String type, String help) {
		text.append("# HELP %s%s %s\n# TYPE %1$s%2$s %s\n".formatted(PREFIX, name, help, type));
	}

	private static void sample(StringBuilder text, String name, String labels, long value) {
		text.append(PREFIX).append(name).append(labels).append(' ').append(value).append('\n');
	}

}
