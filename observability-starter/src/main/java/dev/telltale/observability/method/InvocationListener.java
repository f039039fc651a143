package dev.telltale.observability.method;

import org.jspecify.annotations.Nullable;

/**
 * Is told how the invocations of one annotated method ended. It must be thread-safe and
 * must not throw.
 */
public interface InvocationListener {

	/**
	 * The method did what it was asked for. A future or a {@code Mono} did when it
	 * completed.
	 * @param arguments the arguments of the invocation
	 * @param result what was returned, or what a future or a {@code Mono} completed with;
	 * {@code null} for a {@code Flux}
	 * @param durationNanos how long it took, in nanoseconds
	 */
	void succeeded(@Nullable Object[] arguments, @Nullable Object result, long durationNanos);

	/**
	 * The method failed.
	 * @param error why it failed
	 */
	void failed(Throwable error);

	/**
	 * Nobody wanted the result any more.
	 */
	void cancelled();

}
