package dev.telltale.observability.diagnostics;

import java.util.List;

import dev.telltale.observability.http.HttpExclusions;
import dev.telltale.observability.slo.SloDefinition;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Stops the start, before there is any traffic, of a service with settings of Telltale's
 * own that contradict each other for certain. Whatever may be meant, or involves other
 * libraries, is a {@link Finding} instead.
 */
class ContradictionGuard implements SmartInitializingSingleton {

	private final List<SloDefinition> slos;

	private final HttpExclusions exclusions;

	private final Environment environment;

	ContradictionGuard(List<SloDefinition> slos, HttpExclusions exclusions, Environment environment) {
		this.slos = slos;
		this.exclusions = exclusions;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (SloDefinition slo : this.slos) {
			if (slo.selector() instanceof SloDefinition.HttpRequests requests && requests.uri() != null) {
				check(slo.name(), requests.uri());
			}
		}
	}

	private void check(String slo, String uri) {
		String excluded = this.exclusions.findConfigured(uri);
		if (excluded != null) {
			String property = "telltale.slo.objectives." + slo + ".http.uri";
			throw new ContradictionException(
					"%s is '%s', and %s keeps all requests to '%s' out of SLOs: this one would never count an event."
						.formatted(PropertyOrigin.describe(this.environment, property), uri, HttpExclusions.PROPERTY,
								excluded),
					"Remove '%s' from %s, or the objective.".formatted(excluded, HttpExclusions.PROPERTY));
		}
	}

}
