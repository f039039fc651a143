package dev.telltale.observability.tracing;

/**
 * The names of the metrics about spans, as meters and as labels. They are API: the
 * mixin's rules and every user's own queries read them.
 */
public final class SpanMetricNames {

	/**
	 * Sampled spans that an exporter delivered; {@code telltale_spans_exported_total}
	 * when scraped.
	 */
	public static final String EXPORTED = "telltale.spans.exported";

	/**
	 * Sampled spans that were lost; {@code telltale_spans_dropped_total} when scraped.
	 */
	public static final String DROPPED = "telltale.spans.dropped";

	/** The label that says why spans were lost. */
	public static final String REASON = "reason";

	/** The queue before the exporter had no room. */
	public static final String QUEUE_FULL = "queue_full";

	/** An exporter could not deliver, or the receiver refused. */
	public static final String EXPORT_FAILED = "export_failed";

	private SpanMetricNames() {
	}

}
