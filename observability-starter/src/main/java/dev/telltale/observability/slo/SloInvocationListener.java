package dev.telltale.observability.slo;

import java.lang.reflect.Method;

import dev.telltale.observability.method.InvalidAnnotationException;
import dev.telltale.observability.method.InvocationListener;
import org.jspecify.annotations.Nullable;

/**
 * Counts the invocations of one method towards its SLO.
 */
class SloInvocationListener implements InvocationListener {

	private final SloCounters counters;

	private final Class<? extends Throwable>[] ignored;

	private SloInvocationListener(SloCounters counters, Class<? extends Throwable>[] ignored) {
		this.counters = counters;
		this.ignored = ignored;
	}

	static SloInvocationListener create(SloEvents events, Slo annotation, Method method) {
		try {
			return new SloInvocationListener(events.byCode(annotation.value()), annotation.ignore());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAnnotationException(Slo.class, method, "cannot count: " + ex.getMessage() + ".",
					"Declare telltale.slo.objectives.%s with an availability or latency objective, without 'http' and "
						.formatted(annotation.value()) + "'observation', or name one that is.");
		}
	}

	@Override
	public void succeeded(@Nullable Object[] arguments, @Nullable Object result, long durationNanos) {
		this.counters.record(SloOutcome.GOOD, durationNanos);
	}

	@Override
	public void failed(Throwable error) {
		this.counters.recordUntimed(isIgnored(error) ? SloOutcome.CLIENT_ERROR : SloOutcome.BAD);
	}

	@Override
	public void cancelled() {
		this.counters.recordUntimed(SloOutcome.CANCELLED);
	}

	private boolean isIgnored(Throwable error) {
		for (Class<? extends Throwable> type : this.ignored) {
			if (type.isInstance(error)) {
				return true;
			}
		}
		return false;
	}

}
