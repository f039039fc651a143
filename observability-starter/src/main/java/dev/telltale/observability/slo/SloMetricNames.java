package dev.telltale.observability.slo;

/**
 * The names of the SLO family, as meters and as labels. They are API: the mixin's rules
 * and every user's own queries read them.
 */
public final class SloMetricNames {

	/**
	 * Events that count towards an objective; {@code slo_events_total} when scraped.
	 */
	public static final String EVENTS = "slo.events";

	/**
	 * The objective as a ratio; {@code slo_objective_ratio} when scraped.
	 */
	public static final String OBJECTIVE = "slo.objective";

	/**
	 * The duration up to which an event is fast enough;
	 * {@code slo_latency_threshold_seconds} when scraped.
	 */
	public static final String LATENCY_THRESHOLD = "slo.latency.threshold";

	/**
	 * The number of bad events in an alert's long window below which it stays silent;
	 * {@code slo_min_bad_events} when scraped.
	 */
	public static final String MIN_BAD_EVENTS = "slo.min.bad.events";

	/**
	 * Events that say nothing about the service; {@code slo_ignored_events_total} when
	 * scraped.
	 */
	public static final String IGNORED_EVENTS = "slo.ignored.events";

	/** The label that names the SLO. */
	public static final String SLO = "slo";

	/** The label that names the indicator: availability or latency. */
	public static final String SLI = "sli";

	/** The label that says good or bad. */
	public static final String RESULT = "result";

	/** The label that says why an event was ignored. */
	public static final String REASON = "reason";

	/** The indicator that counts served requests. */
	public static final String AVAILABILITY = "availability";

	/** The indicator that counts fast requests among the served ones. */
	public static final String LATENCY = "latency";

	private SloMetricNames() {
	}

}
