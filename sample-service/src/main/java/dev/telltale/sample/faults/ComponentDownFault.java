package dev.telltale.sample.faults;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health component {@code warehouse}, which nothing needs, reports DOWN. It is there
 * only where faults are enabled.
 * <p>
 * Raises HealthComponentDown for {@code warehouse}, and ProbeFailed where /health is
 * probed.
 */
@FaultsEnabled
@Component("warehouseHealthIndicator")
class ComponentDownFault implements Fault, HealthIndicator {

	private volatile boolean down;

	@Override
	public String name() {
		return "component-down";
	}

	@Override
	public String description() {
		return "The health component warehouse reports DOWN.";
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		this.down = true;
		return () -> this.down = false;
	}

	@Override
	public Health health() {
		return this.down ? Health.down().withDetail("reason", "down on purpose").build() : Health.up().build();
	}

}
