package dev.telltale.tools.prometheus;

/**
 * How far an alert is.
 */
public enum AlertState {

	/** Its expression does not hold. */
	INACTIVE,

	/** Its expression holds, but not yet for long enough. */
	PENDING,

	/** It is sent to the Alertmanager. */
	FIRING

}
