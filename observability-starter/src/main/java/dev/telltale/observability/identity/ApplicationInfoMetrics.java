package dev.telltale.observability.identity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Says which service, in which version, stands behind a target. Thread-safe.
 */
class ApplicationInfoMetrics implements MeterBinder {

	private final ServiceIdentity identity;

	private final @Nullable String revision;

	private final @Nullable String springBootVersion;

	private final String telltaleVersion;

	ApplicationInfoMetrics(ServiceIdentity identity, @Nullable String revision, @Nullable String springBootVersion,
			String telltaleVersion) {
		this.identity = identity;
		this.revision = revision;
		this.springBootVersion = springBootVersion;
		this.telltaleVersion = telltaleVersion;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(IdentityMetricNames.INFO, () -> 1)
			.description("Name, version and environment of the service")
			.tag(IdentityMetricNames.NAME, orUnknown(this.identity.name()))
			.tag(IdentityMetricNames.VERSION, orUnknown(this.identity.version()))
			.tag(IdentityMetricNames.REVISION, orUnknown(this.revision))
			.tag(IdentityMetricNames.ENVIRONMENT, orUnknown(this.identity.environment()))
			.tag(IdentityMetricNames.SPRING_BOOT_VERSION, orUnknown(this.springBootVersion))
			.tag(IdentityMetricNames.TELLTALE_VERSION, this.telltaleVersion)
			.strongReference(true)
			.register(registry);
	}

	private static String orUnknown(@Nullable String value) {
		return (value != null) ? value : IdentityMetricNames.UNKNOWN;
	}

}
