package dev.telltale.observability.slo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * Counts observations of any name towards the SLO that names them: an observation with an
 * error is bad, any other is good.
 */
class NamedObservationSloHandler implements ObservationHandler<Observation.Context> {

	private static final Object START = NamedObservationSloHandler.class;

	private final Map<String, List<SloCounters>> byObservation;

	NamedObservationSloHandler(List<SloCounters> counters) {
		this.byObservation = counters.stream()
			.collect(Collectors.groupingBy((slo) -> ((SloDefinition.Observations) slo.slo().selector()).name()));
	}

	/**
	 * The name is not known yet if a convention gives it, so the context is supported
	 * until it is.
	 */
	@Override
	public boolean supportsContext(Observation.Context context) {
		return !this.byObservation.isEmpty()
				&& (context.getName() == null || this.byObservation.containsKey(context.getName()));
	}

	@Override
	public void onStart(Observation.Context context) {
		if (this.byObservation.containsKey(context.getName())) {
			context.put(START, System.nanoTime());
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		Long start = context.get(START);
		List<SloCounters> named = (start != null) ? this.byObservation.get(context.getName()) : null;
		if (named == null) {
			return;
		}
		long durationNanos = System.nanoTime() - start;
		SloOutcome outcome = (context.getError() != null) ? SloOutcome.BAD : SloOutcome.GOOD;
		for (SloCounters counters : named) {
			counters.record(outcome, durationNanos);
		}
	}

}
