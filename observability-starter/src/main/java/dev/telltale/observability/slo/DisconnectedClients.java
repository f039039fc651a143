package dev.telltale.observability.slo;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DisconnectedClientHelper;

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
	 * Return whether an error means that the client went away. A broken pipe may as well
	 * be that to a database, of which the client is told by a 500; but once the response
	 * is on its way, it is the client's.
	 * @param error the error
	 * @param committed whether the response was on its way
	 * @return whether the client went away
	 */
	static boolean isDisconnected(Throwable error, boolean committed) {
		return committed ? DisconnectedClientHelper.isClientDisconnectedException(error) : isUnmistakable(error);
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
