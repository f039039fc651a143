package dev.telltale.observability.diagnostics;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Switches of Boot for everything whose name starts like the switch, of which the longest
 * decides, and {@code all} where none does.
 *
 * @param property the property below which they stand
 * @param values whether what starts with a name is enabled
 */
record Switches(String property, Map<String, Boolean> values) {

	/**
	 * Return what switches off a name.
	 * @param name the name of a meter or an observation
	 * @return the property, or {@code null} if it is not switched off
	 */
	@Nullable String findOff(String name) {
		for (String prefix = name; !prefix.isEmpty(); prefix = parent(prefix)) {
			Boolean enabled = this.values.get(prefix);
			if (enabled != null) {
				return enabled ? null : this.property + "." + prefix;
			}
		}
		return this.values.getOrDefault("all", true) ? null : this.property + ".all";
	}

	private static String parent(String name) {
		int dot = name.lastIndexOf('.');
		return (dot < 0) ? "" : name.substring(0, dot);
	}

}
