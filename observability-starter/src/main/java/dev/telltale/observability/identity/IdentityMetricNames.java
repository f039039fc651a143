package dev.telltale.observability.identity;

/**
 * The names of the identity family, as meters and as labels. They are API: the mixin's
 * rules and every user's own queries read them.
 */
public final class IdentityMetricNames {

	/**
	 * Who the service is; {@code application_info} when scraped, for Micrometer exposes a
	 * gauge whose name ends with {@code .info} as an OpenMetrics info.
	 */
	public static final String INFO = "application.info";

	/** The label with the name of the service. */
	public static final String NAME = "name";

	/** The label with the version of the service. */
	public static final String VERSION = "version";

	/** The label with the commit that the service was built from. */
	public static final String REVISION = "revision";

	/** The label with the environment that the service runs in. */
	public static final String ENVIRONMENT = "environment";

	/** The label with the version of Spring Boot. */
	public static final String SPRING_BOOT_VERSION = "spring_boot_version";

	/** The label with the version of this starter. */
	public static final String TELLTALE_VERSION = "telltale_version";

	/**
	 * What a label says of which nothing is known, as in the {@code go_build_info} of
	 * Prometheus' own client: the set of labels is the same for every service.
	 */
	public static final String UNKNOWN = "unknown";

	private IdentityMetricNames() {
	}

}
