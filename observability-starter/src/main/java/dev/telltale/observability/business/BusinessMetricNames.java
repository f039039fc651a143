package dev.telltale.observability.business;

/**
 * The names of the business family, as meters and as labels. They are API: the mixin's
 * rules and every user's own queries read them.
 */
public final class BusinessMetricNames {

	/**
	 * Things that happened; {@code business_events_total} when scraped.
	 */
	public static final String EVENTS = "business.events";

	/**
	 * Money that moved; {@code business_amount_total} when scraped.
	 */
	public static final String AMOUNT = "business.amount";

	/**
	 * What a service's own gauges start with.
	 */
	public static final String GAUGE_PREFIX = "business.";

	/**
	 * Events and amounts that were counted as {@link #OTHER};
	 * {@code telltale_business_collapsed_total} when scraped.
	 */
	public static final String COLLAPSED = "telltale.business.collapsed";

	/** The label that names the event. */
	public static final String EVENT = "event";

	/** The label that says success or failure. */
	public static final String OUTCOME = "outcome";

	/** The label with the ISO 4217 code of the currency. */
	public static final String CURRENCY = "currency";

	/** The label that says which label was collapsed. */
	public static final String TAG = "tag";

	/** The label of a gauge that every replica reports the same value of. */
	public static final String SCOPE = "scope";

	/** The scope of a gauge that must not be summed over replicas. */
	public static final String SHARED = "shared";

	/** The event or currency of what is beyond the limit. */
	public static final String OTHER = "other";

	private BusinessMetricNames() {
	}

}
