package dev.telltale.observability.defaults;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Takes the files that the starter reads along into a native image: its own, and the
 * build's, which name the service's version before there are beans.
 */
class StarterRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("META-INF/telltale/*").registerPattern("META-INF/build-info.properties");
	}

}
