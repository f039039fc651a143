package dev.telltale.observability.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports a {@link ContradictionException} without a stack trace.
 */
class ContradictionFailureAnalyzer extends AbstractFailureAnalyzer<ContradictionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ContradictionException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.getAction(), cause);
	}

}
