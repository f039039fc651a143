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

	HttpSloObservationHandler(HttpSlos slos) {
		this.slos = slos;
	}

	@Override
	public void onStart(C context) {
		context.put(START, System.nanoTime());
	}

	/**
	 * An asynchronous request may be stopped more than once, and is one request.
	 */
	@Override
	public void onStop(C context) {
		Long start = (Long) context.remove(START);
		if (start != null) {
			record(context, this.slos, System.nanoTime() - start);
		}
	}

	/**
	 * Count a request.
	 * @param context the context of the request
	 * @param slos where to count it
	 * @param durationNanos how long it took, in nanoseconds
	 */
	abstract void record(C context, HttpSlos slos, long durationNanos);

}
