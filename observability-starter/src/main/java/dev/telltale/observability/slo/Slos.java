package dev.telltale.observability.slo;

/**
 * The SLOs that a service's code counts itself: those of
 * {@code telltale.slo.objectives.<name>} with neither {@code http} nor
 * {@code observation}. Thread-safe.
 */
public final class Slos {

	private final SloEvents events;

	Slos(SloEvents events) {
		this.events = events;
	}

	/**
	 * Return the recorder of an SLO. Call it once, when the service starts, and keep what
	 * it returns.
	 * @param name the name of the SLO
	 * @return its recorder
	 * @throws IllegalArgumentException if no such SLO is declared, or one that is not
	 * counted by code
	 */
	public SloRecorder get(String name) {
		return new SloRecorder(this.events.byCode(name));
	}

}
