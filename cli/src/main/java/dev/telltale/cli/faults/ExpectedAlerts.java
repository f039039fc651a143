package dev.telltale.cli.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which alerts tell of a fault of the sample service.
 */
public final class ExpectedAlerts {

	private static final Map<String, List<String>> BY_FAULT = Map.ofEntries(
			Map.entry("errors", List.of("HighErrorRate", "SloErrorBudgetBurn")),
			Map.entry("latency", List.of("HighLatency", "SloErrorBudgetBurn")),
			Map.entry("declined-payments", List.of("LowOrderSuccessRate")),
			Map.entry("pool-exhaustion", List.of("DatabaseConnectionsExhausted", "DatabaseConnectionsPending")),
			Map.entry("memory-leak", List.of("HeapAlmostFull")), Map.entry("cpu", List.of("ProcessCpuHigh")),
			Map.entry("unready", List.of("ProbeFailed")), Map.entry("component-down", List.of("HealthComponentDown")),
			Map.entry("log-flood", List.of("LogErrorBurst")),
			Map.entry("cardinality-bomb", List.of("CardinalityCollapsed")),
			Map.entry("deadlock", List.of("ThreadsDeadlocked")));

	private ExpectedAlerts() {
	}

	/**
	 * Return the alerts of a fault.
	 * @param fault the name of the fault
	 * @return the names of the alerts, the most telling first; none for a fault that is
	 * not known here
	 */
	public static List<String> of(String fault) {
		return BY_FAULT.getOrDefault(fault, List.of());
	}

	/**
	 * Return the faults that are known here.
	 * @return their names
	 */
	static Set<String> faults() {
		return BY_FAULT.keySet();
	}

}
