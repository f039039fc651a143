package dev.telltale.observability.http;

import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Marks work of which no observation is made: no metric, no SLO event, no span, also not
 * of what it calls in turn. The mark belongs to the thread and follows the work wherever
 * Micrometer's context propagation carries it: asynchronous dispatches, {@code @Async},
 * Reactor. Thread-safe.
 * <p>
 * It exists because a refused observation alone is not enough. The queries and calls
 * inside a refused health check would find no parent and become root traces of their own.
 */
public final class Unobserved {

	/**
	 * The key of the mark in a context snapshot and in Reactor's context.
	 */
	static final String KEY = "telltale.unobserved";

	private static final ThreadLocal<@Nullable Boolean> MARK = new ThreadLocal<>();

	private static final Scope OUTERMOST = MARK::remove;

	private static final Scope NESTED = () -> {
	};

	private Unobserved() {
	}

	/**
	 * Mark what the current thread does until the scope is closed, by the same thread.
	 * @return the scope
	 */
	public static Scope open() {
		if (isCurrent()) {
			return NESTED;
		}
		MARK.set(Boolean.TRUE);
		return OUTERMOST;
	}

	/**
	 * Return whether what the current thread does is marked.
	 * @return {@code true} if nothing is to be observed
	 */
	public static boolean isCurrent() {
		return MARK.get() != null;
	}

	/**
	 * Let the mark follow the work to other threads. Registering it again changes
	 * nothing.
	 */
	static void propagate() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, MARK);
	}

	/**
	 * The time during which work is marked.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
