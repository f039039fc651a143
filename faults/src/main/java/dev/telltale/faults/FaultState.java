package dev.telltale.faults;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A fault as it is now.
 *
 * @param name what it is called in addresses
 * @param description what it does
 * @param parameters the default of each parameter
 * @param ranges which values each parameter may have
 * @param active whether it is on
 * @param remaining how long it still is, rounded up to seconds
 * @param settings the parameters that it was started with
 * @param used how often it has acted since, where a count bounds it
 */
record FaultState(String name, String description, Map<String, Object> parameters, Map<String, String> ranges,
		boolean active, @Nullable Duration remaining, @Nullable Map<String, Object> settings, @Nullable Long used) {

}
