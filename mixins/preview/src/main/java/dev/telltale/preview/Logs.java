package dev.telltale.preview;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Answers the queries of panels of logs. Called by several threads.
 */
@FunctionalInterface
public interface Logs {

	/**
	 * Return the lines that fit a query, the newest first.
	 * @param query the query as the dashboard has it, in Loki's language, with variables
	 * replaced
	 * @param from the start of the time range
	 * @param to its end
	 * @param limit how many lines are wanted at most
	 * @return the lines
	 * @throws IOException if the logs cannot be read, or the query not be understood; the
	 * message is shown to people
	 */
	List<Line> query(String query, Instant from, Instant to, int limit) throws IOException;

	/**
	 * A line.
	 *
	 * @param time when it was written
	 * @param text what is shown
	 * @param labels its fields, such as {@code level} and {@code trace_id}
	 */
	record Line(Instant time, String text, Map<String, String> labels) {

		/**
		 * Create a line.
		 * @param time when it was written
		 * @param text what is shown
		 * @param labels its fields, such as {@code level} and {@code trace_id}
		 */
		public Line {
			labels = Map.copyOf(labels);
		}

	}

}
