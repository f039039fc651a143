package dev.telltale.observability.logging;

/**
 * The names of the meters about logging itself.
 */
public final class LogMetricNames {

	/**
	 * Events that reached neither console nor file because it was too slow, full or
	 * broken; {@code telltale_log_events_dropped_total} when scraped.
	 */
	public static final String EVENTS_DROPPED = "telltale.log.events.dropped";

	private LogMetricNames() {
	}

}
