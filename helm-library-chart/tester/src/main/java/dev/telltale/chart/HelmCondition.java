package dev.telltale.chart;

import java.io.PrintStream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests where there is no Helm, and says so.
 */
final class HelmCondition implements ExecutionCondition {

	static final String PROPERTY = "telltale.chart.helm";

	private final Helms helms;

	private final PrintStream out;

	HelmCondition() {
		this(Helms.onThisMachine(), System.err);
	}

	HelmCondition(Helms helms, PrintStream out) {
		this.helms = helms;
		this.out = out;
	}

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (this.helms.helm() != null) {
			return ConditionEvaluationResult.enabled(this.helms.helm().description());
		}
		if (context.getConfigurationParameter(PROPERTY).orElse("").equals("required")) {
			throw new IllegalStateException("No Helm: " + this.helms.reason());
		}
		String name = context.getTestClass().map(Class::getName).orElse("")
				+ context.getTestMethod().map((method) -> "." + method.getName()).orElse("");
		this.out.println("NOT RUN: " + name + ": " + this.helms.reason());
		return ConditionEvaluationResult.disabled("No Helm: " + this.helms.reason());
	}

}
