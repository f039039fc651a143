package dev.telltale.observability.method;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

/**
 * Finds out how an invocation ends: at its return, or later if it returned a promise.
 */
final class InvocationOutcomes {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			InvocationOutcomes.class.getClassLoader());

	private InvocationOutcomes() {
	}

	static @Nullable Object tell(InvocationListener listener, MethodInvocation invocation) throws Throwable {
		long start = System.nanoTime();
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			listener.failed(ex);
			throw ex;
		}
		@Nullable Object[] arguments = invocation.getArguments();
		if (result instanceof CompletionStage<?> stage) {
			// Not the dependent stage: cancelling it would leave the original running.
			stage.whenComplete((value, error) -> tell(listener, arguments, value, error, start));
			return result;
		}
		if (REACTOR && Reactive.isPublisher(result)) {
			return Reactive.tell(listener, arguments, result);
		}
		listener.succeeded(arguments, result, System.nanoTime() - start);
		return result;
	}

	private static void tell(InvocationListener listener, @Nullable Object[] arguments, @Nullable Object value,
			@Nullable Throwable error, long start) {
		Throwable cause = (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
		if (cause == null) {
			listener.succeeded(arguments, value, System.nanoTime() - start);
		}
		else if (cause instanceof CancellationException) {
			listener.cancelled();
		}
		else {
			listener.failed(cause);
		}
	}

	/**
	 * Its own class, for a service need not have Reactor.
	 */
	private static final class Reactive {

		static boolean isPublisher(@Nullable Object result) {
			return result instanceof Mono || result instanceof Flux;
		}

		static @Nullable Object tell(InvocationListener listener, @Nullable Object[] arguments,
				@Nullable Object result) {
			if (result instanceof Mono<?> mono) {
				return Mono.defer(() -> {
					Subscription subscription = new Subscription(listener, arguments);
					return mono.doOnSuccess(subscription::succeeded)
						.doOnError(subscription::failed)
						.doOnCancel(subscription::cancelled);
				});
			}
			Flux<?> flux = (Flux<?>) result;
			return Flux.defer(() -> {
				Subscription subscription = new Subscription(listener, arguments);
				return flux.doOnComplete(() -> subscription.succeeded(null))
					.doOnError(subscription::failed)
					.doOnCancel(subscription::cancelled);
			});
		}

	}

	/**
	 * One subscription, which ends once: a subscriber that has its value may still
	 * cancel.
	 */
	private static final class Subscription {

		private final AtomicBoolean ended = new AtomicBoolean();

		private final long start = System.nanoTime();

		private final InvocationListener listener;

		private final @Nullable Object[] arguments;

		Subscription(InvocationListener listener, @Nullable Object[] arguments) {
			this.listener = listener;
			this.arguments = arguments;
		}

		void succeeded(@Nullable Object value) {
			if (this.ended.compareAndSet(false, true)) {
				this.listener.succeeded(this.arguments, value, System.nanoTime() - this.start);
			}
		}

		void failed(Throwable error) {
			if (this.ended.compareAndSet(false, true)) {
				this.listener.failed(error);
			}
		}

		void cancelled() {
			if (this.ended.compareAndSet(false, true)) {
				this.listener.cancelled();
			}
		}

	}

}
