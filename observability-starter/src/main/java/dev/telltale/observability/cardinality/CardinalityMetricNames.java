package dev.telltale.observability.cardinality;

/**
 * The names of the guard's own metrics, as meters and as labels. They are API: the
 * mixin's rules and every user's own queries read them.
 */
public final class CardinalityMetricNames {

	/**
	 * Look-ups of a meter whose tag value was collapsed, and gauges that were denied;
	 * {@code telltale_cardinality_collapsed_total} when scraped.
	 */
	public static final String COLLAPSED = "telltale.cardinality.collapsed";

	/**
	 * Tags of meters that have been collapsed so far;
	 * {@code telltale_cardinality_collapsed_tags} when scraped.
	 */
	public static final String COLLAPSED_TAGS = "telltale.cardinality.collapsed.tags";

	/** The label that names the meter, as it is named in code. */
	public static final String METER = "meter";

	/**
	 * The label that names the tag, as it is named in code; {@code *} where the meter has
	 * too many series, of which no single tag is the cause.
	 */
	public static final String TAG = "tag";

	private CardinalityMetricNames() {
	}

}
