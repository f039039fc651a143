package dev.telltale.tools.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Chooses ports on the loopback interface. A port is handed out once, even while nothing
 * listens on it yet: not to another thread, nor to another process of the same user that
 * chooses in this way, until this process ends. Thread-safe.
 */
public final class Ports {

	private static final int HIGHEST = 65535;

	private static final int STEP = 10_000;

	private static final int CONNECT_MILLIS = 200;

	// Locked files, which the system unlocks when the process ends, however it does. Of
	// the whole process: to close a file that is locked elsewhere in it would unlock it.
	private static final Map<Path, FileChannel> CLAIMED = new HashMap<>();

	private final Path claims;

	/**
	 * Create a chooser.
	 */
	public Ports() {
		this(Path.of(System.getProperty("java.io.tmpdir"), "telltale-ports-" + System.getProperty("user.name")));
	}

	Ports(Path claims) {
		this.claims = claims;
	}

	/**
	 * Choose a port near a given one: the port itself, or the same with 10000, 20000 …
	 * added, or any free one.
	 * @param preferred the port to have if possible
	 * @return the choice
	 * @throws IOException if no port is free
	 */
	public Choice prefer(int preferred) throws IOException {
		for (int port = preferred; port <= HIGHEST; port += STEP) {
			if (claim(port)) {
				if (isFree(port)) {
					return new Choice(port, preferred);
				}
				release(port);
			}
		}
		return new Choice(free(), preferred);
	}

	/**
	 * Choose any free port.
	 * @return the port
	 * @throws IOException if no port is free
	 */
	public int free() throws IOException {
		while (true) {
			try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
				if (claim(socket.getLocalPort())) {
					return socket.getLocalPort();
				}
			}
		}
	}

	/** Whether nobody else has been given the port; now nobody else will be. */
	private boolean claim(int port) throws IOException {
		Path file = this.claims.resolve(String.valueOf(port));
		synchronized (CLAIMED) {
			if (CLAIMED.containsKey(file)) {
				return false;
			}
			Files.createDirectories(this.claims);
			FileChannel claim = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (claim.tryLock() == null) {
				claim.close();
				return false;
			}
			CLAIMED.put(file, claim);
			return true;
		}
	}

	private void release(int port) throws IOException {
		synchronized (CLAIMED) {
			CLAIMED.remove(this.claims.resolve(String.valueOf(port))).close();
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
