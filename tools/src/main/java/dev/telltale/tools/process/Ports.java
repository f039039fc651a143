package dev.telltale.tools.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * Chooses ports on the loopback interface. A port is handed out once, even while nothing
 * listens on it yet. Thread-safe.
 */
public final class Ports {

	private static final int HIGHEST = 65535;

	private static final int STEP = 10_000;

	private static final int CONNECT_MILLIS = 200;

	private final Set<Integer> handedOut = new HashSet<>();

	/**
	 * Choose a port near a given one: the port itself, or the same with 10000, 20000 …
	 * added, or any free one.
	 * @param preferred the port to have if possible
	 * @return the choice
	 * @throws IOException if no port is free
	 */
	public synchronized Choice prefer(int preferred) throws IOException {
		for (int port = preferred; port <= HIGHEST; port += STEP) {
			if (!this.handedOut.contains(port) && isFree(port)) {
				this.handedOut.add(port);
				return new Choice(port, preferred);
			}
		}
		return new Choice(free(), preferred);
	}

	/**
	 * Choose any free port.
	 * @return the port
	 * @throws IOException if no port is free
	 */
	public synchronized int free() throws IOException {
		while (true) {
			try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
				if (this.handedOut.add(socket.getLocalPort())) {
					return socket.getLocalPort();
				}
			}
		}
	}

	private static boolean isFree(int port) throws IOException {
		try (ServerSocket socket = new ServerSocket()) {
			// A port whose last connections still linger is free for a server.
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(loopback(), port));
		}
		catch (IOException ex) {
			return false;
		}
		// Some systems let us bind beside a server that listens on all interfaces.
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(loopback(), port), CONNECT_MILLIS);
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static InetAddress loopback() throws IOException {
		return InetAddress.getByAddress("localhost", new byte[] { 127, 0, 0, 1 });
	}

	/**
	 * A port and the wish behind it.
	 *
	 * @param port the port to use
	 * @param preferred the port that was asked for
	 */
	public record Choice(int port, int preferred) {

		/**
		 * Return whether the preferred port was taken, which people should be told.
		 * @return whether another port was chosen
		 */
		public boolean moved() {
			return this.port != this.preferred;
		}

	}

}
