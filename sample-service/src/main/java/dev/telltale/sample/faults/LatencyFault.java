package dev.telltale.sample.faults;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Requests wait before they are served. A twentieth of the web server's threads is left
 * alone, so that scrapes and the undo still get through: requests beyond are served at
 * once. The undo wakes those that wait.
 * <p>
 * Raises SloErrorBudgetBurn (latency) of the routes it hits, HighLatency beyond a second,
 * and WebThreadsSaturated when so many requests come that all threads wait. Where it hits
 * payments, the orders raise SloErrorBudgetBurn (latency) too, DependencySlow beyond 2.5
 * seconds, and DependencyErrors beyond their time limit.
 */
@FaultsEnabled
@Component
class LatencyFault implements RequestFault {

	private static final Parameter<Integer> MILLIS = Parameter.number("millis", 1000, 1, 60_000);

	private static final Parameter<Double> PROBABILITY = Parameter.share("probability", 1);

	private static final Parameter<PathPattern> PATH = Parameter.path("path", "/**");

	private static final double SHARE_OF_THREADS = 0.95;

	private final Semaphore places;

	private volatile @Nullable Active active;

	LatencyFault(@Value("${server.tomcat.threads.max:200}") int threads) {
		this.places = new Semaphore((int) Math.max(threads * SHARE_OF_THREADS, 1));
	}

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
				new CountDownLatch(1));
		this.active = started;
		return () -> {
			this.active = null;
			started.undone.countDown();
		};
	}

	@Override
	public void onRequest(PathContainer path) {
		Active active = this.active;
		if (active == null || !active.path.matches(path)
				|| ThreadLocalRandom.current().nextDouble() >= active.probability || !this.places.tryAcquire()) {
			return;
		}
		try {
			if (active.budget.take()) {
				active.undone.await(active.millis, TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.places.release();
		}
	}

	private record Active(int millis, double probability, PathPattern path, Budget budget, CountDownLatch undone) {

	}

}
