package dev.telltale.faults;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health component {@value #COMPONENT}, which nothing needs, reports DOWN. It is
 * there only where faults are enabled.
 * <p>
 * Raises HealthComponentDown for it, and ProbeFailed where /health is probed.
 */
class ComponentDownFault implements Fault, HealthIndicator {

	static final String COMPONENT = "simulated";

	private volatile boolean down;

	@Override
	public String name() {
		return "component-down";
	}

	@Override
	public String description() {
		return "The health component " + COMPONENT + " reports DOWN.";
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
