package dev.telltale.observability.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.telltale.observability.slo.SloProperties.Objective;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Reads and checks the configured objectives. Every mistake is reported with property,
 * value and the way to mend it.
 */
class SloReader {

	private static final String PREFIX = "telltale.slo.objectives";

	private static final Log logger = LogFactory.getLog(SloReader.class);

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

	private final boolean web;

	/**
	 * Create a reader.
	 * @param web whether the service serves HTTP: one that does not has no SLOs about
	 * requests
	 */
	SloReader(boolean web) {
		this.web = web;
	}

	/**
	 * Return the SLOs of a service: the built-in one first, then the configured ones.
	 * @param properties the configuration
	 * @return the SLOs
	 * @throws InvalidConfigurationPropertyValueException if a value is wrong
	 */
	List<SloDefinition> read(SloProperties properties) {
		List<SloDefinition> slos = new ArrayList<>();
		if (this.web && !properties.getObjectives().containsKey(SloDefinition.BUILT_IN)) {
			slos.add(new SloDefinition(SloDefinition.BUILT_IN, new SloDefinition.HttpRequests(null, null),
					new SloDefinition.Availability(null), null, SloDefinition.DEFAULT_MIN_BAD_EVENTS));
		}
		properties.getObjectives().forEach((name, objective) -> {
			SloDefinition slo = read(name, objective);
			if (this.web || !(slo.selector() instanceof SloDefinition.HttpRequests)) {
				slos.add(slo);
			}
			else {
				logger.warn("%s.%s is about HTTP requests, and this service serves none: it is not exported"
					.formatted(PREFIX, name));
			}
		});
		return List.copyOf(slos);
	}

	private SloDefinition read(String name, Objective objective) {
		String property = PREFIX + "." + name;
		if (!NAME.matcher(name).matches()) {
			throw invalid(property, name,
					"is not a name: use lower-case letters, digits, '-' and '_', starting with a letter");
		}
		if (objective.getMinBadEvents() < 1) {
			throw invalid(property + ".min-bad-events", objective.getMinBadEvents(), "must be 1 or more");
		}
		SloDefinition.Selector selector = readSelector(name, property, objective);
		SloDefinition.Availability availability = readAvailability(property, objective);
		SloDefinition.Latency latency = readLatency(property, objective);
		if (availability == null && latency == null) {
			throw invalid(property, "(nothing)",
					"promises nothing: set availability.objective, or latency.objective and latency.threshold");
		}
		if (availability == null && name.equals(SloDefinition.BUILT_IN)) {
			availability = new SloDefinition.Availability(null);
		}
		return new SloDefinition(name, selector, availability, latency, objective.getMinBadEvents());
	}

	private SloDefinition.Selector readSelector(String name, String property, Objective objective) {
		SloProperties.Http http = objective.getHttp();
		String observation = objective.getObservation();
		if (name.equals(SloDefinition.BUILT_IN)) {
			if (http != null || observation != null) {
				throw invalid(property, name, "is the built-in SLO over all routes and takes no selector: "
						+ "remove 'http' and 'observation', or choose another name");
			}
			return new SloDefinition.HttpRequests(null, null);
		}
		if (http != null && observation != null) {
			throw invalid(property, name, "selects HTTP requests and an observation: keep one of the two");
		}
		if (StringUtils.hasText(observation)) {
			return new SloDefinition.Observations(observation);
		}
		if (http == null) {
			return new SloDefinition.ByCode();
		}
		String uri = http.getUri();
		if (!StringUtils.hasText(uri)) {
			throw invalid(property + ".http.uri", uri,
					"is missing: name a path pattern such as /api/orders, or remove 'http'");
		}
		if (!uri.startsWith("/")) {
			throw invalid(property + ".http.uri", uri, "must start with '/'");
		}
		if (this.web) {
			checkPattern(property + ".http.uri", uri);
		}
		String method = http.getMethod();
		return new SloDefinition.HttpRequests(uri,
				StringUtils.hasText(method) ? method.toUpperCase(Locale.ROOT) : null);
	}

	private void checkPattern(String property, String uri) {
		String problem = UriPatterns.findProblem(uri);
		if (problem != null) {
			throw invalid(property, uri, "is not a path pattern: " + problem);
		}
	}

	private SloDefinition.@Nullable Availability readAvailability(String property, Objective objective) {
		if (objective.getAvailability() == null) {
			return null;
		}
		return new SloDefinition.Availability(
				readRatio(property + ".availability.objective", objective.getAvailability().getObjective()));
	}

	private SloDefinition.@Nullable Latency readLatency(String property, Objective objective) {
		if (objective.getLatency() == null) {
			return null;
		}
		double ratio = readRatio(property + ".latency.objective", objective.getLatency().getObjective());
		Duration threshold = objective.getLatency().getThreshold();
		if (threshold == null || threshold.isNegative() || threshold.isZero()) {
			throw invalid(property + ".latency.threshold", threshold, "must be a duration above zero, such as 300ms");
		}
		return new SloDefinition.Latency(ratio, threshold);
	}

	private double readRatio(String property, @Nullable Double ratio) {
		if (ratio == null) {
			throw invalid(property, null, "is missing: write a ratio such as 0.999");
		}
		if (ratio > 0 && ratio < 1) {
			String silence = BurnRates.describeSilence(ratio);
			if (silence != null) {
				logger.warn(property + ": " + silence);
			}
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
