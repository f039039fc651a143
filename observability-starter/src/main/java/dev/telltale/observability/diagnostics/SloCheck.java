package dev.telltale.observability.diagnostics;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

import dev.telltale.observability.http.HttpExclusions;
import dev.telltale.observability.slo.SloDefinition;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.ServiceLevelObjectiveBoundary;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;

/**
 * Finds SLOs that a setting of somebody else keeps from counting, or from being seen.
 */
class SloCheck implements DiagnosticCheck {

	private final List<SloDefinition> slos;

	private final @Nullable HttpExclusions exclusions;

	private final MetricsProperties metrics;

	private final ObservationProperties observations;

	/**
	 * Create a check.
	 * @param slos the SLOs of the service
	 * @param exclusions what is kept out of SLOs, if anything can be
	 * @param metrics Boot's settings of meters
	 * @param observations Boot's settings of observations
	 */
	SloCheck(List<SloDefinition> slos, @Nullable HttpExclusions exclusions, MetricsProperties metrics,
			ObservationProperties observations) {
		this.slos = slos;
		this.exclusions = exclusions;
		this.metrics = metrics;
		this.observations = observations;
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		Switches switches = new Switches("management.observations.enable", this.observations.getEnable());
		for (SloDefinition slo : this.slos) {
			String observation = observation(slo.selector());
			String off = (observation != null) ? switches.findOff(observation) : null;
			if (off != null) {
				findings.add(
						new Finding(
								"slo-unobserved", "SLO %s counts nothing, for %s is false and no %s is observed."
									.formatted(slo.name(), off, observation),
								"Remove %s, or the objective.".formatted(off)));
			}
			if (slo.selector() instanceof SloDefinition.HttpRequests requests) {
				checkExclusions(slo.name(), requests.uri(), findings);
				checkThreshold(slo, findings);
			}
		}
		return findings;
	}

	private @Nullable String observation(SloDefinition.Selector selector) {
		if (selector instanceof SloDefinition.HttpRequests) {
			return this.observations.getHttp().getServer().getRequests().getName();
		}
		return (selector instanceof SloDefinition.Observations named) ? named.name() : null;
	}

	private void checkExclusions(String slo, @Nullable String uri, List<Finding> findings) {
		if (uri != null && this.exclusions != null && this.exclusions.containAll(uri)) {
			findings
				.add(new Finding("slo-excluded",
						"SLO %s counts nothing, for requests to %s are kept out of SLOs, as all management traffic is."
							.formatted(slo, uri),
						"Remove the objective, or set telltale.http.exclude-management=false."));
		}
	}

	private void checkThreshold(SloDefinition slo, List<Finding> findings) {
		SloDefinition.Latency latency = slo.latency();
		OptionalDouble highest = highestBucket();
		if (latency != null && highest.isPresent() && latency.threshold().toNanos() > highest.getAsDouble()) {
			findings.add(new Finding("threshold-beyond-buckets",
					"SLO %s has a threshold of %s, and the highest bucket of %s is %s: it is counted exactly, but no percentile shows how close requests come."
						.formatted(slo.name(), print(latency.threshold()), MeterCheck.SERVER_REQUESTS,
								print(Duration.ofNanos((long) highest.getAsDouble()))),
					"Add a bucket above it to management.metrics.distribution.slo.%s."
						.formatted(MeterCheck.SERVER_REQUESTS)));
		}
	}

	/**
	 * Return the highest boundary in nanoseconds, if there are boundaries of their own
	 * and no histogram that covers everything.
	 */
	private OptionalDouble highestBucket() {
		MetricsProperties.Distribution distribution = this.metrics.getDistribution();
		Map<String, Boolean> histogram = distribution.getPercentilesHistogram();
		ServiceLevelObjectiveBoundary[] boundaries = distribution.getSlo().get(MeterCheck.SERVER_REQUESTS);
		if (boundaries == null
				|| histogram.getOrDefault(MeterCheck.SERVER_REQUESTS, histogram.getOrDefault("all", false))) {
			return OptionalDouble.empty();
		}
		return Arrays.stream(boundaries)
			.map((boundary) -> boundary.getValue(Meter.Type.TIMER))
			.filter(Objects::nonNull)
			.mapToDouble(Double::doubleValue)
			.max();
	}

	private static String print(Duration duration) {
		return DurationStyle.SIMPLE.print(duration,
				(duration.toMillis() % 1000 == 0) ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
	}

}
