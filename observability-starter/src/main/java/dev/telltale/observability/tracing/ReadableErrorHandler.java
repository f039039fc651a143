package dev.telltale.observability.tracing;

import java.util.List;

import dev.telltale.observability.logging.ReadableThrowables;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;

import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.core.Ordered;

/**
 * Shows the other handlers an error that can be read, while they are told of it. A span
 * records the message of an error, and one that throws would break the request that is
 * observed. Afterwards the error is the original again, for metrics and SLOs go by its
 * class. Thread-safe.
 */
class ReadableErrorHandler implements ObservationHandler<Observation.Context> {

	private static final Object ORIGINAL = ReadableErrorHandler.class;

	@Override
	public void onError(Observation.Context context) {
		Throwable error = context.getError();
		if (error != null) {
			Throwable readable = ReadableThrowables.readable(error);
			if (readable != error) {
				context.put(ORIGINAL, error);
				context.setError(readable);
			}
		}
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	/**
	 * Puts the first handler before those that record spans, which are a group.
	 */
	static class Group implements ObservationHandlerGroup {

		@Override
		public Class<?> handlerType() {
			return ReadableErrorHandler.class;
		}

		@Override
		public void registerMembers(ObservationConfig config, List<ObservationHandler<?>> members) {
			members.forEach(config::observationHandler);
		}

		@Override
		public int compareTo(ObservationHandlerGroup other) {
			return (other instanceof Group) ? 0 : -1;
		}

	}

	/**
	 * Comes last and gives the original error back.
	 */
	static class Restore implements ObservationHandler<Observation.Context>, Ordered {

		@Override
		public void onError(Observation.Context context) {
			Throwable original = context.get(ORIGINAL);
			if (original != null) {
				context.remove(ORIGINAL);
				context.setError(original);
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

	}

}
