package dev.telltale.faults;

/**
 * Thrown by the fault {@code errors}.
 */
class InjectedFaultException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InjectedFaultException() {
		super("This request fails on purpose: undo it with DELETE /faults/errors");
	}

}
