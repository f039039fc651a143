package dev.telltale.cli.logs;

import java.util.List;

/**
 * What was found in the log files.
 *
 * @param entries the lines, the oldest first
 * @param more whether there are older ones that match, beyond the limit
 * @param notJson how many of the lines that were looked at are not JSON, whether they
 * match or not
 */
public record LogSelection(List<LogEntry> entries, boolean more, long notJson) {

	/**
	 * Create a selection.
	 * @param entries the lines, the oldest first
	 * @param more whether there are older ones that match, beyond the limit
	 * @param notJson how many of the lines that were looked at are not JSON, whether they
	 * match or not
	 */
	public LogSelection {
		entries = List.copyOf(entries);
	}

}
