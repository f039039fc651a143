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
			.collect(Collectors.groupingBy((slo) -> ((Slo.Observations) slo.slo().selector()).name()));
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		String name = context.getName();
		return name != null && this.byObservation.containsKey(name);
	}

	@Override
	public void onStart(Observation.Context context) {
		context.put(START, System.nanoTime());
	}

	@Override
	public void onStop(Observation.Context context) {
		long durationNanos = System.nanoTime() - context.<Long>getRequired(START);
		SloOutcome outcome = (context.getError() != null) ? SloOutcome.BAD : SloOutcome.GOOD;
		for (SloCounters counters : this.byObservation.getOrDefault(context.getName(), List.of())) {
			counters.record(outcome, durationNanos);
		}
	}

}
