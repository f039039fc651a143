package dev.telltale.faults;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Requests wait before they are served. The undo wakes those that wait.
 * <p>
 * Raises SloErrorBudgetBurn (latency) of the routes it hits, HighLatency beyond a second,
 * and WebThreadsSaturated when so many requests come that all threads wait. Services that
 * call those raise SloErrorBudgetBurn (latency) too, DependencySlow beyond 2.5 seconds,
 * and DependencyErrors beyond their time limit.
 */
class LatencyFault implements Fault {

	private static final Parameter<Integer> MILLIS = Parameter.number("millis", 1000, 1, 60_000);

	private static final Parameter<Double> PROBABILITY = Parameter.share("probability", 1);

	private static final Parameter<PathPattern> PATH = Parameter.path("path", "/**");

	private volatile @Nullable Active active;

	@Override
	public String name() {
		return "latency";
	}

	@Override
	public String description() {
		return "Requests wait before they are served.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(MILLIS, PROBABILITY, PATH);
	}

	@Override
	public boolean isCounted() {
		return true;
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		Active started = new Active(settings.get(MILLIS), settings.get(PROBABILITY), settings.get(PATH), budget,
				new CompletableFuture<>());
		this.active = started;
		return () -> {
			this.active = null;
			started.undone.complete(null);
		};
	}

	/**
	 * Take what a request has to wait, before the service serves it.
	 * @param path its path within the application
	 * @return what it has to wait, or {@code null} if it does not
	 */
	@Nullable Delay take(PathContainer path) {
		Active active = this.active;
		if (active == null || !active.path.matches(path)
				|| ThreadLocalRandom.current().nextDouble() >= active.probability || !active.budget.take()) {
			return null;
		}
		return new Delay(active.millis, active.undone);
	}

	private record Active(int millis, double probability, PathPattern path, Budget budget,
			CompletableFuture<Void> undone) {

	}

	/**
	 * What a request has to wait.
	 *
	 * @param millis how long, in milliseconds
	 * @param undone completes when the fault is undone before
	 */
	record Delay(int millis, CompletableFuture<Void> undone) {

		/**
		 * Wait, until it is over or the thread is interrupted.
		 */
		void await() {
			try {
				this.undone.get(this.millis, TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				// Is how it ends.
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
