package dev.telltale.cli.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.telltale.tools.http.LocalServer;

/**
 * Receives the notifications of an Alertmanager on this machine: an HTTP server that
 * takes its webhooks at {@code /notify/{receiver}}, appends them to a file, and shows
 * them beside Alertmanager's alerts and silences on the page at {@code /}. It has no
 * authentication, so it listens on a loopback address unless it is opened on purpose.
 * Thread-safe.
 * <p>
 * Memory is bounded: the newest 1,000 notifications of each receiver are kept, older ones
 * stay in the file and are read by {@link NotificationLog#read(Path)}.
 */
public final class NotificationReceiver implements AutoCloseable {

	private static final String NAME = "notification-receiver";

	// Twice what requests to Alertmanager can occupy.
	private static final int THREADS = 16;

	private static final Duration ALERTMANAGER_TIMEOUT = Duration.ofSeconds(2);

	private final LocalServer server;

	private final NotificationStore store;

	private NotificationReceiver(LocalServer server, NotificationStore store) {
		this.server = server;
		this.store = store;
	}

	/**
	 * Start a receiver.
	 * @param address the loopback address to listen on; port 0 takes any free port
	 * @param file the file of notifications; what an earlier receiver wrote to it is kept
	 * and shown again
	 * @param alertmanager the address of Alertmanager, which need not run yet
	 * @return the running receiver
	 * @throws BindException if the port is taken
	 * @throws IOException if the file cannot be read or written, or is in use by another
	 * receiver
	 * @throws IllegalArgumentException if the address is not a loopback address, or that
	 * of Alertmanager is not an HTTP address
	 */
	public static NotificationReceiver start(InetSocketAddress address, Path file, URI alertmanager)
			throws IOException {
		return start(LocalServer.requireLoopback(address), Set.of(), file, alertmanager);
	}

	/**
	 * Start a receiver that listens beyond this machine, as in a network of containers
	 * that only they reach: whoever reaches it can read and post notifications.
	 * @param address the address to listen on; port 0 takes any free port
	 * @param names the host names it answers to beside those of this machine
	 * @param file the file of notifications
	 * @param alertmanager the address of Alertmanager, which need not run yet
	 * @return the running receiver
	 * @throws BindException if the port is taken
	 * @throws IOException if the file cannot be read or written, or is in use by another
	 * receiver
	 * @throws IllegalArgumentException if no name is given, or the address of
	 * Alertmanager is not an HTTP address
	 */
	public static NotificationReceiver startOpen(InetSocketAddress address, Set<String> names, Path file,
			URI alertmanager) throws IOException {
		if (names.isEmpty()) {
			throw new IllegalArgumentException("a receiver that others reach needs the names it answers to");
		}
		return start(address, names, file, alertmanager);
	}

	private static NotificationReceiver start(InetSocketAddress address, Set<String> names, Path file, URI alertmanager)
			throws IOException {
		requireHttp(alertmanager);
		Page page = Page.load();
		NotificationStore store = NotificationStore.open(file);
		try {
			ReceiverHandler handler = new ReceiverHandler(store,
					new AlertmanagerView(alertmanager, ALERTMANAGER_TIMEOUT), page);
			LocalServer server = names.isEmpty() ? LocalServer.start(NAME, address, THREADS, handler)
					: LocalServer.startOpen(NAME, address, names, THREADS, handler);
			return new NotificationReceiver(server, store);
		}
		catch (IOException | RuntimeException ex) {
			store.close();
			throw ex;
		}
	}

	private static void requireHttp(URI alertmanager) {
		boolean http = "http".equals(alertmanager.getScheme()) || "https".equals(alertmanager.getScheme());
		if (!http || alertmanager.getHost() == null || alertmanager.getRawUserInfo() != null
				|| alertmanager.getRawQuery() != null || alertmanager.getRawFragment() != null) {
			throw new IllegalArgumentException(
					"%s is not the address of an Alertmanager: give one such as http://127.0.0.1:9093"
						.formatted(alertmanager));
		}
	}

	/**
	 * Return the address of the page. Webhooks go to {@code notify/{receiver}} below it.
	 * @return the address, ending in a slash
	 */
	public URI uri() {
		return this.server.uri();
	}

	/**
	 * Return the notifications in memory.
	 * @return the notifications, the oldest first
	 */
	public List<Notification> notifications() {
		return notifications((notification) -> true);
	}

	/**
	 * Return the notifications in memory that match.
	 * @param condition what a notification must fulfil
	 * @return the notifications, the oldest first
	 */
	public List<Notification> notifications(Predicate<? super Notification> condition) {
		return this.store.find(null, (entry) -> condition.test(entry.notification()))
			.stream()
			.map(LogEntry::notification)
			.toList();
	}

	/**
	 * Let a receiver take nothing, as one that is down, or listen again. What it refuses
	 * meanwhile is answered with 503, which Alertmanager repeats.
	 * @param receiver the name of the receiver
	 * @param muted whether it takes nothing
	 */
	public void mute(String receiver, boolean muted) {
		this.store.mute(receiver, muted);
	}

	/**
	 * Stop listening and close the file. Further calls have no effect.
	 * @throws UncheckedIOException if the file cannot be closed
	 */
	@Override
	public void close() {
		this.server.close();
		try {
			this.store.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not close the log of notifications", ex);
		}
	}

}
