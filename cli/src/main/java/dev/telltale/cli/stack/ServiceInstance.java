package dev.telltale.cli.stack;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A service of a stack: the application in one of its roles, under a name of its own.
 *
 * @param component what listens
 * @param job the name of the service, its label {@code job}
 * @param profile the Spring profile of its role, or {@code null} for its usual one
 * @param labels labels of its targets besides those of every service
 * @param jvm options of its JVM, which come after those of every service
 * @param settings its properties, which win over those of every service
 * @param dependency the service that it calls for payments, or {@code null}
 * @param probes the paths that are probed from outside
 */
public record ServiceInstance(Component component, String job, @Nullable String profile, Map<String, String> labels,
		List<String> jvm, Map<String, String> settings, @Nullable Component dependency, List<String> probes) {

	/** What {@code telltale up} starts: takes orders. */
	public static final ServiceInstance ORDERS = new ServiceInstance(Component.SAMPLE_SERVICE,
			Component.SAMPLE_SERVICE.id(), null, Map.of(), List.of(), Map.of(), Component.PAYMENTS,
			List.of("/api/users", "/readyz"));

	/** What {@code telltale up} starts: decides about payments. */
	public static final ServiceInstance PAYMENTS = new ServiceInstance(Component.PAYMENTS, Component.PAYMENTS.id(),
			"payments", Map.of(), List.of(), Map.of(), null, List.of("/readyz"));

	/**
	 * Create a service instance.
	 * @param component what listens
	 * @param job the name of the service, its label {@code job}
	 * @param profile the Spring profile of its role, or {@code null} for its usual one
	 * @param labels labels of its targets besides those of every service
	 * @param jvm options of its JVM, which come after those of every service
	 * @param settings its properties, which win over those of every service
	 * @param dependency the service that it calls for payments, or {@code null}
	 * @param probes the paths that are probed from outside
	 */
	public ServiceInstance {
		labels = Map.copyOf(labels);
		jvm = List.copyOf(jvm);
		settings = Map.copyOf(settings);
		probes = List.copyOf(probes);
	}

}
