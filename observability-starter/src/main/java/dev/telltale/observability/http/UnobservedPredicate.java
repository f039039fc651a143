package dev.telltale.observability.http;

import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationPredicate;

/**
 * Refuses every observation inside work that is {@link Unobserved}.
 * <p>
 * A predicate that asks whether the parent was refused would not do: users refuse single
 * observations, such as those of Spring Security's filters, and the ones within must
 * stay.
 */
class UnobservedPredicate implements ObservationPredicate {

	UnobservedPredicate() {
		Unobserved.propagate();
	}

	@Override
	public boolean test(String name, Context context) {
		return !Unobserved.isCurrent();
	}

}
