package dev.telltale.observability.slo;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one SLO. All are registered at once, the counters at zero: a counter that
 * is born at 1 hides the first failure from {@code rate()}. Thread-safe.
 */
class SloCounters {

	private final SloDefinition slo;

	private final @Nullable GoodAndBad availability;

	private final @Nullable GoodAndBad latency;

	private final Map<SloOutcome, Counter> ignored = new EnumMap<>(SloOutcome.class);

	private final long thresholdNanos;

	SloCounters(SloDefinition slo, MeterRegistry registry) {
		this.slo = slo;
		SloDefinition.Availability availability = slo.availability();
		SloDefinition.Latency latency = slo.latency();
		this.availability = (availability != null)
				? new GoodAndBad(registry, SloMetricNames.AVAILABILITY, availability.objective()) : null;
		this.latency = (latency != null)
				? new GoodAndBad(registry, SloMetricNames.LATENCY, Double.valueOf(latency.objective())) : null;
		this.thresholdNanos = (latency != null) ? latency.threshold().toNanos() : Long.MAX_VALUE;
		if (latency != null) {
			registerThreshold(registry, latency.threshold());
		}
		String ignoringSli = (availability != null) ? SloMetricNames.AVAILABILITY : SloMetricNames.LATENCY;
		for (SloOutcome outcome : SloOutcome.values()) {
			if (outcome.isIgnored()) {
				this.ignored.put(outcome, ignoredCounter(registry, ignoringSli, outcome));
			}
		}
	}

	/**
	 * Count an event. Only an event that is good for availability counts towards latency:
	 * a fast failure is no fast answer.
	 * @param outcome what the event means
	 * @param durationNanos how long it took, in nanoseconds
	 */
	void record(SloOutcome outcome, long durationNanos) {
		recordUntimed(outcome);
		if (this.latency != null && outcome == SloOutcome.GOOD) {
			this.latency.record(durationNanos <= this.thresholdNanos);
		}
	}

	/**
	 * Count an event of which nobody knows how long it took, towards availability.
	 * @param outcome what the event means
	 */
	void recordUntimed(SloOutcome outcome) {
		if (outcome.isIgnored()) {
			this.ignored.get(outcome).increment();
		}
		else if (this.availability != null) {
			this.availability.record(outcome == SloOutcome.GOOD);
		}
	}

	SloDefinition slo() {
		return this.slo;
	}

	private void registerThreshold(MeterRegistry registry, Duration threshold) {
		Gauge.builder(SloMetricNames.LATENCY_THRESHOLD, () -> threshold.toNanos() / 1e9)
			.description("Duration up to which an event is fast enough for the objective")
			.baseUnit("seconds")
			.tag(SloMetricNames.SLO, this.slo.name())
			.tag(SloMetricNames.SLI, SloMetricNames.LATENCY)
			.strongReference(true)
			.register(registry);
	}

	private Counter ignoredCounter(MeterRegistry registry, String sli, SloOutcome outcome) {
		return Counter.builder(SloMetricNames.IGNORED_EVENTS)
			.description("Events that say nothing about the service, by reason")
			.tag(SloMetricNames.SLO, this.slo.name())
			.tag(SloMetricNames.SLI, sli)
			.tag(SloMetricNames.REASON, outcome.name().toLowerCase(Locale.ROOT))
			.register(registry);
	}

	/**
	 * The meters of one indicator.
	 */
	private final class GoodAndBad {

		private final Counter good;

		private final Counter bad;

		GoodAndBad(MeterRegistry registry, String sli, @Nullable Double objective) {
			this.good = counter(registry, sli, "good");
			this.bad = counter(registry, sli, "bad");
			int minBadEvents = SloCounters.this.slo.minBadEvents();
			Gauge.builder(SloMetricNames.MIN_BAD_EVENTS, () -> minBadEvents)
				.description("Number of bad events in an alert's long window below which it stays silent")
				.tag(SloMetricNames.SLO, SloCounters.this.slo.name())
				.tag(SloMetricNames.SLI, sli)
				.strongReference(true)
				.register(registry);
			if (objective != null) {
				Gauge.builder(SloMetricNames.OBJECTIVE, () -> objective)
					.description("Share of the events that must be good")
					.baseUnit("ratio")
					.tag(SloMetricNames.SLO, SloCounters.this.slo.name())
					.tag(SloMetricNames.SLI, sli)
					.strongReference(true)
					.register(registry);
			}
		}

		private Counter counter(MeterRegistry registry, String sli, String result) {
			return Counter.builder(SloMetricNames.EVENTS)
				.description("Events that count towards an objective, good or bad")
				.tag(SloMetricNames.SLO, SloCounters.this.slo.name())
				.tag(SloMetricNames.SLI, sli)
				.tag(SloMetricNames.RESULT, result)
				.register(registry);
		}

		void record(boolean isGood) {
			(isGood ? this.good : this.bad).increment();
		}

	}

}
