package dev.telltale.cli.tour;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A tour: what to do step by step, and what one sees then.
 *
 * @param steps the steps in order
 */
public record Tour(List<Step> steps) {

	/**
	 * Create a tour.
	 * @param steps the steps in order
	 */
	public Tour {
		steps = List.copyOf(steps);
	}

	/**
	 * A step.
	 *
	 * @param title its heading
	 * @param line where the heading stands in the file, from 1
	 * @param acts what is done and seen
	 */
	public record Step(String title, int line, List<Act> acts) {

		/**
		 * Create a step.
		 * @param title its heading
		 * @param line where the heading stands in the file, from 1
		 * @param acts what is done and seen
		 */
		public Step {
			acts = List.copyOf(acts);
		}

	}

	/**
	 * Something that is done, or seen.
	 */
	public sealed interface Act {

		/**
		 * Return where it stands in the file.
		 * @return the line, from 1
		 */
		int line();

	}

	/**
	 * Commands for a shell in the project's folder, which must succeed.
	 *
	 * @param line where they stand
	 * @param script the commands
	 */
	public record Shell(int line, String script) implements Act {

		/**
		 * Return whether they start the stack, which ends only when it is stopped.
		 */
		boolean isUp() {
			return this.script.startsWith("./telltale up");
		}

	}

	/**
	 * A query that Prometheus must answer with data.
	 *
	 * @param line where it stands
	 * @param expression the query, in PromQL
	 */
	public record Query(int line, String expression) implements Act {

	}

	/**
	 * A page that must answer.
	 *
	 * @param line where it stands
	 * @param address its address, on the port where one expects it
	 */
	public record Page(int line, URI address) implements Act {

	}

	/**
	 * A text that the commands or the page before must show.
	 *
	 * @param line where it stands
	 * @param text the text
	 */
	public record Shows(int line, String text) implements Act {

	}

	/**
	 * News of an alert.
	 *
	 * @param line where it stands
	 * @param alert the name of the alert
	 * @param news what happens to it
	 * @param receiver who hears of it; empty while nobody must
	 * @param within how soon after the step began
	 */
	public record Alert(int line, String alert, News news, String receiver, Duration within) implements Act {

	}

	/**
	 * What happens to an alert.
	 */
	public enum News {

		/** It fires in Prometheus. */
		FIRES,

		/** A receiver hears that it fires. */
		TOLD,

		/** A receiver hears that it is over. */
		RESOLVED

	}

}
