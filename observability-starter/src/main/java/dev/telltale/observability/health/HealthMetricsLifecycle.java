package dev.telltale.observability.health;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Starts health checks when everything else has started, stops them before anything else
 * stops, and repeats them at once when the service starts or ceases to accept traffic.
 */
class HealthMetricsLifecycle implements SmartLifecycle, ApplicationListener<AvailabilityChangeEvent<?>> {

	private final HealthMetrics metrics;

	private volatile boolean running;

	HealthMetricsLifecycle(HealthMetrics metrics) {
		this.metrics = metrics;
	}

	@Override
	public void start() {
		this.metrics.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.metrics.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
		if (this.running) {
			this.metrics.refreshSoon();
		}
	}

}
