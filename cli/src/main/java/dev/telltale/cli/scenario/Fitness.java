package dev.telltale.cli.scenario;

import java.util.Map;
import java.util.Set;

import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.cli.scenario.Scenario.Find;
import dev.telltale.cli.stack.OwnApplication;

/**
 * Tells which scenarios say something of a service that somebody brings: those that need
 * nothing of the sample service.
 */
public final class Fitness {

	/** What every service can suffer, as the module of the faults has it. */
	static final Set<String> FAULTS = Set.of("cardinality-bomb", "component-down", "cpu", "deadlock", "errors",
			"latency", "log-flood", "memory-leak", "unready");

	private static final Set<String> PROBES = Set.of("/livez", "/readyz");

	private static final String TOMCAT = "tomcat-embed-core-";

	private Fitness() {
	}

	/**
	 * Return why a scenario says nothing of a service.
	 * @param scenario the scenario
	 * @param service the service
	 * @return the reason, or an empty text if it does say something
	 */
	public static String obstacle(Scenario scenario, OwnApplication service) {
		Scenario.Service needed = scenario.service();
		if (needed == null) {
			return "it is not about a service";
		}
		if (needed.payments()) {
			return "it needs the sample's service for payments";
		}
		if (!PROBES.containsAll(needed.probes()) || scenario.find().stream().anyMatch(Find.Trace.class::isInstance)
				|| scenario.faults().values().stream().anyMatch(Fitness::callsRoutes)) {
			return "it is about routes of the sample service";
		}
		for (Map.Entry<String, String> setting : needed.settings().entrySet()) {
			if (setting.getKey().startsWith("sample.")) {
				return "it sets what only the sample service has";
			}
			if (setting.getKey().startsWith("server.tomcat.") && !service.has(TOMCAT)) {
				return "it is about Tomcat";
			}
		}
		for (Fault fault : scenario.faults().values()) {
			if (fault instanceof Fault.Sample sample && (sample.payments() || !FAULTS.contains(sample.fault()))) {
				return "it breaks what only the sample service has";
			}
		}
		return "";
	}

	private static boolean callsRoutes(Fault fault) {
		return fault instanceof Fault.Requests
				|| (fault instanceof Fault.Sample sample && sample.parameters().containsKey("path"));
	}

}
