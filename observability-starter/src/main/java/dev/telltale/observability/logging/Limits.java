package dev.telltale.observability.logging;

import org.jspecify.annotations.Nullable;

/**
 * How many characters a line's values may have.
 *
 * @param message the limit of the message
 * @param stackTrace the limit of the stack trace
 * @param value the limit of any other value
 */
record Limits(int message, int stackTrace, int value) {

	int of(@Nullable String field) {
		if (LogFieldNames.MESSAGE.equals(field)) {
			return this.message;
		}
		return LogFieldNames.STACK_TRACE.equals(field) ? this.stackTrace : this.value;
	}

}
