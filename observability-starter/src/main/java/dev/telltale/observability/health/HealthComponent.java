package dev.telltale.observability.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import dev.telltale.observability.http.Unobserved;
import io.micrometer.core.instrument.Clock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What is known of the health of one component. Checked by one thread at a time, read by
 * any.
 */
class HealthComponent {

	private static final Log logger = LogFactory.getLog(HealthComponent.class);

	private final String name;

	private final Clock clock;

	private final long timeoutNanos;

	private volatile HealthState state = HealthState.UNKNOWN;

	private volatile long refreshedAt;

	private volatile @Nullable Check running;

	/**
	 * Create a component of unknown health.
	 * @param name the name
	 * @param clock tells the time
	 * @param timeout the time that a check has
	 */
	HealthComponent(String name, Clock clock, Duration timeout) {
		this.name = name;
		this.clock = clock;
		this.timeoutNanos = timeout.toNanos();
		// Not 0: a component would look decades stale until its first check is done.
		this.refreshedAt = clock.wallTime();
	}

	/**
	 * Start a check and wait a while for it. Does nothing while one is running.
	 * @param indicator what tells the health
	 * @param executor runs the check
	 * @param patience how long to wait, in milliseconds
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void check(HealthIndicator indicator, Executor executor, long patience) throws InterruptedException {
		if (this.running != null) {
			return;
		}
		Check check = new Check(indicator, this.clock.monotonicTime());
		this.running = check;
		boolean accepted = false;
		try {
			executor.execute(check);
			accepted = true;
		}
		finally {
			if (!accepted) {
				this.running = null;
			}
		}
		check.done.await(patience, TimeUnit.MILLISECONDS);
	}

	/**
	 * Return the state: that of the last check, unless one has been running too long to
	 * believe it.
	 * @return the state
	 */
	HealthState state() {
		Check check = this.running;
		if (check != null && this.clock.monotonicTime() - check.startedAt >= this.timeoutNanos) {
			return HealthState.UNKNOWN;
		}
		return this.state;
	}

	/**
	 * Return when a check last came to an end.
	 * @return seconds since 1970
	 */
	double refreshTimestamp() {
		return this.refreshedAt / 1000.0;
	}

	private HealthState health(HealthIndicator indicator) {
		try {
			Health health = indicator.health(false);
			return HealthState.of((health != null) ? health.getStatus() : null);
		}
		catch (Exception | LinkageError ex) {
			// The health endpoint answers 500, which no probe takes for healthy.
			logger.debug("The health check of '" + this.name + "' failed", ex);
			return HealthState.DOWN;
		}
	}

	/**
	 * A check under way.
	 */
	private final class Check implements Runnable {

		private final HealthIndicator indicator;

		private final long startedAt;

		private final CountDownLatch done = new CountDownLatch(1);

		private Check(HealthIndicator indicator, long startedAt) {
			this.indicator = indicator;
			this.startedAt = startedAt;
		}

		@Override
		public void run() {
			HealthComponent component = HealthComponent.this;
			// Its queries and calls are nobody's request, as those of the health
			// endpoint.
			try (Unobserved.Scope scope = Unobserved.open()) {
				component.state = health(this.indicator);
				component.refreshedAt = component.clock.wallTime();
			}
			finally {
				component.running = null;
				this.done.countDown();
			}
		}

	}

}
