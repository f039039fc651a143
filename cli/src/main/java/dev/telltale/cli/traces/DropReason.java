package dev.telltale.cli.traces;

import java.util.Locale;

/**
 * Why a span did not reach Zipkin.
 */
public enum DropReason {

	/** Its ids are not valid. */
	INVALID,

	/** It waited for Zipkin behind too many others. */
	QUEUE_FULL,

	/** Zipkin refused it. */
	STORE_REFUSED,

	/** The receiver was closed before Zipkin had it. */
	CLOSED;

	/**
	 * Return the value of the label {@code reason}.
	 * @return the value
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
