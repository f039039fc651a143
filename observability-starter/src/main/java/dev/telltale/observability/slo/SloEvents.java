package dev.telltale.observability.slo;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters of all SLOs of a service, registered when it starts. Thread-safe.
 */
class SloEvents {

	private final List<SloCounters> counters;

	SloEvents(List<Slo> slos, MeterRegistry registry) {
		this.counters = slos.stream().map((slo) -> new SloCounters(slo, registry)).toList();
	}

	/**
	 * Return the counters of the SLOs about one kind of event.
	 * @param selector the kind
	 * @return their counters
	 */
	List<SloCounters> about(Class<? extends Slo.Selector> selector) {
		return this.counters.stream().filter((counters) -> selector.isInstance(counters.slo().selector())).toList();
	}

}
