package dev.telltale.faults;

import java.util.List;

/**
 * Knows who suffers from the faults of requests: every controller and every functional
 * route that is not Spring Boot's own, as the actuator is, or Telltale's.
 */
final class Victims {

	private static final List<String> SPARED = List.of("org.springframework.boot.", "dev.telltale.observability.",
			Victims.class.getPackageName() + ".");

	private Victims() {
	}

	/**
	 * Return whether a handler suffers.
	 * @param type the name of the controller's or the function's type
	 * @return whether it does
	 */
	static boolean include(String type) {
		return SPARED.stream().noneMatch(type::startsWith);
	}

}
