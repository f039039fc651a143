package dev.telltale.observability.slo;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/**
 * What the handlers of servlet and of reactive requests share. They are plain handlers on
 * purpose: of several {@code MeterObservationHandler}s only the first is ever called.
 *
 * @param <C> the type of context
 */
abstract class HttpSloObservationHandler<C extends Observation.Context> implements ObservationHandler<C> {

	private static final Object START = HttpSloObservationHandler.class;

	private final HttpSlos slos;

	private final boolean timed;

	HttpSloObservationHandler(HttpSlos slos) {
		this.slos = slos;
		this.timed = slos.isTimed();
	}

	@Override
	public void onStart(C context) {
		if (this.timed) {
			context.put(START, System.nanoTime());
		}
	}

	HttpSlos slos() {
		return this.slos;
	}

	/**
	 * Return how long a request took.
	 * @param context the context of the request
	 * @return nanoseconds, or 0 if no objective asks
	 */
	long elapsed(C context) {
		return this.timed ? System.nanoTime() - context.<Long>getRequired(START) : 0;
	}

}
