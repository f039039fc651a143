package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all checks. A check that fails is a finding of its own: diagnostics never harm a
 * healthy service. Thread-safe.
 */
class Diagnostics {

	private static final Logger logger = LoggerFactory.getLogger(Diagnostics.class);

	private final List<DiagnosticCheck> checks;

	Diagnostics(List<DiagnosticCheck> checks) {
		this.checks = List.copyOf(checks);
	}

	List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		for (DiagnosticCheck check : this.checks) {
			try {
				findings.addAll(check.check());
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("Diagnostic check failed", ex);
				findings.add(new Finding("check-failed",
						"The check %s failed: %s".formatted(check.getClass().getSimpleName(), ex),
						"Report this; the service itself is not affected."));
			}
		}
		return findings;
	}

}
