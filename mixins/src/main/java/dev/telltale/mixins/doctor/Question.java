package dev.telltale.mixins.doctor;

import java.util.List;
import java.util.Set;

/**
 * An expression of a rendering.
 *
 * @param place where it stands, such as {@code Service / Latency / A}
 * @param kind what asks
 * @param text the expression as it was rendered, with Grafana's variables
 * @param labels the labels that a legend or a text shows of its result
 * @param variables the variables of its dashboard
 */
public record Question(String place, Kind kind, String text, Set<String> labels, List<Variable> variables) {

	/**
	 * Create a question.
	 * @param place where it stands
	 * @param kind what asks
	 * @param text the expression
	 * @param labels the labels that are shown
	 * @param variables the variables of its dashboard
	 */
	public Question {
		labels = Set.copyOf(labels);
		variables = List.copyOf(variables);
	}

	/**
	 * What asks.
	 */
	public enum Kind {

		/** A query of a panel, in PromQL. */
		PANEL,

		/** A variable of a dashboard: {@code label_values(selector, label)}. */
		VARIABLE,

		/** The query of an annotation, in PromQL. */
		ANNOTATION,

		/** An alert, in PromQL. */
		ALERT,

		/** A recording rule, in PromQL. */
		RECORDING,

		/** A query of a panel to Loki, in LogQL. */
		LOGS,

		/** A query of a panel to Tempo, in TraceQL. */
		TRACES

	}

}
