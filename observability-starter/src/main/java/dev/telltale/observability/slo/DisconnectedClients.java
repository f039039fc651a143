package dev.telltale.observability.slo;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Tells a client that went away from a connection that the service itself lost.
 */
final class DisconnectedClients {

	// What servers and Spring throw for the connection to their own client, and nobody
	// throws for another one.
	private static final Set<String> UNMISTAKABLE = Set.of("ClientAbortException", "AbortedException", "EofException",
			"AsyncRequestNotUsableException");

	private DisconnectedClients() {
	}

	/**
	 * Return whether the connection that an error is about is the one to the client. A
	 * broken pipe may as well be that to a database; but once the response is on its way,
	 * it is the client's.
	 * @param error an error that
	 * {@link org.springframework.web.util.DisconnectedClientHelper} takes for that of a
	 * client
	 * @param committed whether the response was on its way
	 * @return whether the client went away
	 */
	static boolean isOwnClient(Throwable error, boolean committed) {
		return committed || isUnmistakable(error);
	}

	private static boolean isUnmistakable(Throwable error) {
		Throwable previous = null;
		@Nullable Throwable current = error;
		while (current != null && current != previous) {
			if (UNMISTAKABLE.contains(current.getClass().getSimpleName())) {
				return true;
			}
			previous = current;
			current = current.getCause();
		}
		return false;
	}

}
