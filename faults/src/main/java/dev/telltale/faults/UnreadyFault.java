package dev.telltale.faults;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Readiness refuses traffic, though the service goes on to serve what comes.
 * <p>
 * Raises HealthComponentDown for {@code readinessState}, and ProbeFailed where /readyz or
 * /health is probed.
 */
class UnreadyFault implements Fault {

	private final ConfigurableApplicationContext context;

	UnreadyFault(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public String name() {
		return "unready";
	}

	@Override
	public String description() {
		return "Readiness refuses traffic.";
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		return () -> {
			// A service that stops stays unready.
			if (!this.context.isClosed()) {
				AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
			}
		};
	}

}
