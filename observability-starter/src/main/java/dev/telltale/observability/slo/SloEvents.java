package dev.telltale.observability.slo;

import java.util.List;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters of all SLOs of a service, registered when it starts. Thread-safe.
 */
public final class SloEvents {

	private final List<SloCounters> counters;

	SloEvents(List<SloDefinition> slos, MeterRegistry registry) {
		this.counters = slos.stream().map((slo) -> new SloCounters(slo, registry)).toList();
	}

	/**
	 * Return the SLOs that are exported.
	 * @return the SLOs, the built-in one first
	 */
	public List<SloDefinition> definitions() {
		return this.counters.stream().map(SloCounters::slo).toList();
	}

	/**
	 * Return the counters of the SLOs about one kind of event.
	 * @param selector the kind
	 * @return their counters
	 */
	List<SloCounters> about(Class<? extends SloDefinition.Selector> selector) {
		return this.counters.stream().filter((counters) -> selector.isInstance(counters.slo().selector())).toList();
	}

	/**
	 * Return the counters of an SLO that code counts.
	 * @param name its name
	 * @return its counters
	 * @throws IllegalArgumentException if there is no such SLO
	 */
	SloCounters byCode(String name) {
		List<SloCounters> byCode = about(SloDefinition.ByCode.class);
		return byCode.stream()
			.filter((counters) -> counters.slo().name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(describeMissing(name, byCode)));
	}

	private String describeMissing(String name, List<SloCounters> byCode) {
		boolean declared = this.counters.stream().anyMatch((counters) -> counters.slo().name().equals(name));
		String names = byCode.stream().map((counters) -> counters.slo().name()).collect(Collectors.joining(", "));
		return "SLO '%s' is %s; declared for code are: %s".formatted(name,
				declared ? "counted by its 'http' or 'observation', and would be counted twice" : "not declared",
				names.isEmpty() ? "(none)" : names);
	}

}
