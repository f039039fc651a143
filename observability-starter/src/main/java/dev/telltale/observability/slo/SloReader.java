package dev.telltale.observability.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.telltale.observability.slo.SloProperties.Objective;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Reads and checks the configured objectives. Every mistake is reported with property,
 * value and the way to mend it.
 */
class SloReader {

	private static final String PREFIX = "telltale.slo.objectives";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

	/**
	 * Return the SLOs of a service: the built-in one first, then the configured ones.
	 * @param properties the configuration
	 * @return the SLOs
	 * @throws InvalidConfigurationPropertyValueException if a value is wrong
	 */
	List<Slo> read(SloProperties properties) {
		List<Slo> slos = new ArrayList<>();
		if (!properties.getObjectives().containsKey(Slo.BUILT_IN)) {
			slos.add(new Slo(Slo.BUILT_IN, new Slo.HttpRequests(null, null), new Slo.Availability(null), null,
					Slo.DEFAULT_MIN_BAD_EVENTS));
		}
		properties.getObjectives().forEach((name, objective) -> slos.add(read(name, objective)));
		return List.copyOf(slos);
	}

	private Slo read(String name, Objective objective) {
		String property = PREFIX + "." + name;
		if (!NAME.matcher(name).matches()) {
			throw invalid(property, name,
					"is not a name: use lower-case letters, digits, '-' and '_', starting with a letter");
		}
		if (objective.getMinBadEvents() < 1) {
			throw invalid(property + ".min-bad-events", objective.getMinBadEvents(), "must be 1 or more");
		}
		Slo.Selector selector = readSelector(name, property, objective);
		Slo.Availability availability = readAvailability(property, objective);
		Slo.Latency latency = readLatency(property, objective);
		if (availability == null && latency == null) {
			throw invalid(property, "(nothing)",
					"promises nothing: set availability.objective, or latency.objective and latency.threshold");
		}
		if (availability == null && name.equals(Slo.BUILT_IN)) {
			availability = new Slo.Availability(null);
		}
		return new Slo(name, selector, availability, latency, objective.getMinBadEvents());
	}

	private Slo.Selector readSelector(String name, String property, Objective objective) {
		SloProperties.Http http = objective.getHttp();
		String observation = objective.getObservation();
		if (name.equals(Slo.BUILT_IN)) {
			if (http != null || observation != null) {
				throw invalid(property, name, "is the built-in SLO over all routes and takes no selector: "
						+ "remove 'http' and 'observation', or choose another name");
			}
			return new Slo.HttpRequests(null, null);
		}
		if (http != null && observation != null) {
			throw invalid(property, name, "selects HTTP requests and an observation: keep one of the two");
		}
		if (StringUtils.hasText(observation)) {
			return new Slo.Observations(observation);
		}
		if (http == null || !StringUtils.hasText(http.getUri())) {
			throw invalid(property + ".http.uri", (http != null) ? http.getUri() : null,
					"is missing: name a path pattern such as /api/orders, or an 'observation'");
		}
		String uri = http.getUri();
		if (!uri.startsWith("/")) {
			throw invalid(property + ".http.uri", uri, "must start with '/'");
		}
		try {
			PathPatternParser.defaultInstance.parse(uri);
		}
		catch (PatternParseException ex) {
			throw invalid(property + ".http.uri", uri, "is not a path pattern: " + ex.toDetailedString());
		}
		String method = http.getMethod();
		return new Slo.HttpRequests(uri, StringUtils.hasText(method) ? method.toUpperCase(Locale.ROOT) : null);
	}

	private Slo.@Nullable Availability readAvailability(String property, Objective objective) {
		if (objective.getAvailability() == null) {
			return null;
		}
		return new Slo.Availability(
				readRatio(property + ".availability.objective", objective.getAvailability().getObjective()));
	}

	private Slo.@Nullable Latency readLatency(String property, Objective objective) {
		if (objective.getLatency() == null) {
			return null;
		}
		double ratio = readRatio(property + ".latency.objective", objective.getLatency().getObjective());
		Duration threshold = objective.getLatency().getThreshold();
		if (threshold == null || threshold.isNegative() || threshold.isZero()) {
			throw invalid(property + ".latency.threshold", threshold, "must be a duration above zero, such as 300ms");
		}
		return new Slo.Latency(ratio, threshold);
	}

	private double readRatio(String property, @Nullable Double ratio) {
		if (ratio == null) {
			throw invalid(property, null, "is missing: write a ratio such as 0.999");
		}
		if (ratio > 0 && ratio < 1) {
			return ratio;
		}
		if (ratio > 1 && ratio < 100) {
			BigDecimal asRatio = BigDecimal.valueOf(ratio).divide(BigDecimal.valueOf(100), MathContext.DECIMAL64);
			throw invalid(property, ratio, "is a percentage, and objectives are ratios: write "
					+ asRatio.stripTrailingZeros().toPlainString());
		}
		throw invalid(property, ratio,
				"must be a ratio above 0 and below 1, such as 0.999: at 1 there is no error budget to spend");
	}

	private InvalidConfigurationPropertyValueException invalid(String property, @Nullable Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(property, value, StringUtils.capitalize(reason));
	}

}
