package dev.telltale.observability.slo;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A service level objective, checked.
 *
 * @param name the name, the value of the label {@code slo}
 * @param selector the events it is about
 * @param availability the availability indicator, if it is counted
 * @param latency the latency indicator, if it is counted
 * @param minBadEvents the number of bad events below which no alert fires
 */
public record SloDefinition(String name, Selector selector, @Nullable Availability availability,
		@Nullable Latency latency, int minBadEvents) {

	/**
	 * The name of the SLO that every service has without configuration.
	 */
	public static final String BUILT_IN = "http";

	static final int DEFAULT_MIN_BAD_EVENTS = 5;

	/**
	 * Which events an SLO is about.
	 */
	public sealed interface Selector {

	}

	/**
	 * HTTP requests.
	 *
	 * @param uri the path pattern, or {@code null} for every route
	 * @param method the method, or {@code null} for every method
	 */
	public record HttpRequests(@Nullable String uri, @Nullable String method) implements Selector {

	}

	/**
	 * Observations of a name.
	 *
	 * @param name the name of the observation
	 */
	public record Observations(String name) implements Selector {

	}

	/**
	 * What the service's code counts itself, through {@link Slos} or {@code @Slo}.
	 */
	public record ByCode() implements Selector {

	}

	/**
	 * The availability indicator.
	 *
	 * @param objective the objective as a ratio, or {@code null} if events are counted
	 * but nothing is promised
	 */
	public record Availability(@Nullable Double objective) {

	}

	/**
	 * The latency indicator.
	 *
	 * @param objective the objective as a ratio
	 * @param threshold the duration up to which an event is fast
	 */
	public record Latency(double objective, Duration threshold) {

	}

}
