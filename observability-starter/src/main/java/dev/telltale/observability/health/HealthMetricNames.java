package dev.telltale.observability.health;

/**
 * The names of the health family, as meters and as labels. They are API: the mixin's
 * rules and every user's own queries read them.
 */
public final class HealthMetricNames {

	/**
	 * Whether a component is in a status, a state set of 0 and 1;
	 * {@code application_health} when scraped.
	 */
	public static final String HEALTH = "application.health";

	/**
	 * When the check of a component last came to an end;
	 * {@code application_health_refresh_timestamp_seconds} when scraped.
	 */
	public static final String REFRESH_TIMESTAMP = "application.health.refresh.timestamp";

	/**
	 * The label that names the component, as in the path of the health endpoint: those
	 * within another are joined by {@code /}.
	 */
	public static final String COMPONENT = "component";

	/** The label that names the status. */
	public static final String STATUS = "status";

	private HealthMetricNames() {
	}

}
