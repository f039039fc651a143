package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.function.Supplier;

/**
 * Finds OpenTelemetry's Java agent beside the starter's own tracing: every request would
 * have two spans, and two trace ids.
 */
class AgentCheck implements DiagnosticCheck {

	private final Supplier<List<String>> jvmArguments;

	AgentCheck(Supplier<List<String>> jvmArguments) {
		this.jvmArguments = jvmArguments;
	}

	@Override
	public List<Finding> check() {
		return this.jvmArguments.get()
			.stream()
			.filter((argument) -> argument.startsWith("-javaagent:") && argument.contains("opentelemetry"))
			.map((argument) -> new Finding("agent-and-bridge",
					"OpenTelemetry's agent runs beside the starter's tracing (%s): requests get two spans."
						.formatted(argument),
					"Remove the agent, or set management.tracing.export.enabled=false."))
			.toList();
	}

}
