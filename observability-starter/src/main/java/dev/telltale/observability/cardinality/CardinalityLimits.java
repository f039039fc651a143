package dev.telltale.observability.cardinality;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.telltale.observability.business.BusinessMetricNames;
import dev.telltale.observability.slo.SloMetricNames;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The limits of each meter and of each of its tags. Immutable and thread-safe; asked when
 * a meter, a tag or an id is new, never for what is known.
 */
class CardinalityLimits {

	static final int UNLIMITED = Integer.MAX_VALUE;

	/**
	 * Only {@code other} is left of such a tag.
	 */
	static final int NONE = 1;

	// Collapsing one of these would turn a failure into something else, or break a
	// histogram; all of them are bounded by what they are.
	private static final Set<String> PROTECTED = Set.of("le", "phi", "quantile", "vmrange", "status", "outcome",
			"result", "slo", "sli");

	// These have as many series as are configured or declared, each at zero from the
	// start: to collapse one would hide an objective, or an event, that someone asked
	// for.
	private static final Set<String> DECLARED = Set.of(SloMetricNames.EVENTS, SloMetricNames.IGNORED_EVENTS,
			SloMetricNames.LATENCY_THRESHOLD, SloMetricNames.MIN_BAD_EVENTS, SloMetricNames.OBJECTIVE,
			BusinessMetricNames.EVENTS, BusinessMetricNames.AMOUNT);

	private static final String PREFIX = "telltale.cardinality";

	private final int standard;

	private final Map<String, Integer> limits;

	private final int standardSeries;

	private final Map<String, Integer> seriesLimits;

	private final Set<String> denied;

	CardinalityLimits(CardinalityProperties properties) {
		this.standard = checked(PREFIX + ".limit", properties.getLimit());
		properties.getLimits().forEach((key, limit) -> checked(PREFIX + ".limits." + key, limit));
		this.limits = Map.copyOf(properties.getLimits());
		this.standardSeries = checked(PREFIX + ".series-limit", properties.getSeriesLimit());
		properties.getSeriesLimits().forEach((key, limit) -> checked(PREFIX + ".series-limits." + key, limit));
		this.seriesLimits = Map.copyOf(properties.getSeriesLimits());
		this.denied = normalized(properties.getDeniedTags());
	}

	private static int checked(String property, int limit) {
		if (limit < 1) {
			throw new InvalidConfigurationPropertyValueException(property, limit,
					"Must be 1 or more: with 1 every value becomes '" + CardinalityGuard.OTHER
							+ "'; telltale.cardinality.enabled=false switches the guard off");
		}
		return limit;
	}

	private static Set<String> normalized(Collection<String> keys) {
		return keys.stream().map(CardinalityLimits::normalized).collect(Collectors.toUnmodifiableSet());
	}

	private static String normalized(String key) {
		StringBuilder normalized = new StringBuilder(key.length());
		for (char character : key.toLowerCase(Locale.ROOT).toCharArray()) {
			if (character != '.' && character != '-' && character != '_') {
				normalized.append(character);
			}
		}
		return normalized.toString();
	}

	boolean isDenied(String tag) {
		return !PROTECTED.contains(tag) && this.denied.contains(normalized(tag));
	}

	/**
	 * Return how many values a tag of a meter may have, {@code other} included.
	 * @param meter the meter's name
	 * @param tag the tag's key
	 * @return the limit, or {@link #UNLIMITED}
	 */
	int limit(String meter, String tag) {
		if (PROTECTED.contains(tag)) {
			return UNLIMITED;
		}
		// Who names the very tag of the very meter knows better than the list.
		Integer own = this.limits.get(meter + "." + tag);
		if (own != null) {
			return own;
		}
		if (isDenied(tag)) {
			return NONE;
		}
		return limit(this.limits, meter, this.standard);
	}

	/**
	 * Return how many series the meters of a name may have.
	 * @param meter the meters' name
	 * @return the limit, or {@link #UNLIMITED}
	 */
	int seriesLimit(String meter) {
		return limit(this.seriesLimits, meter, this.standardSeries);
	}

	private static int limit(Map<String, Integer> limits, String meter, int standard) {
		for (String name = meter; !name.isEmpty(); name = parent(name)) {
			Integer limit = limits.get(name);
			if (limit != null) {
				return limit;
			}
		}
		return DECLARED.contains(meter) ? UNLIMITED : standard;
	}

	private static String parent(String name) {
		int dot = name.lastIndexOf('.');
		return (dot < 0) ? "" : name.substring(0, dot);
	}

}
