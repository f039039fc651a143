package dev.telltale.cli.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import com.sun.net.httpserver.HttpServer;

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

	// Twice what requests to Alertmanager can occupy.
	private static final int THREADS = 16;

	private static final Duration ALERTMANAGER_TIMEOUT = Duration.ofSeconds(2);

	static {
		// Read once, by the first server of this JVM. Without it the body of an answer
		// waits 40 ms for the client to acknowledge the headers.
		if (System.getProperty("sun.net.httpserver.nodelay") == null) {
			System.setProperty("sun.net.httpserver.nodelay", "true");
		}
	}

	private final HttpServer server;

	private final ExecutorService executor;

	private final NotificationStore store;

	private final URI uri;

	private NotificationReceiver(HttpServer server, NotificationStore store, Page page, URI alertmanager,
			Set<String> names) {
		this.server = server;
		this.store = store;
		InetAddress address = server.getAddress().getAddress();
		this.uri = uri(address, server.getAddress().getPort());
		this.executor = Executors.newFixedThreadPool(THREADS, new ReceiverThreads());
		server.setExecutor(this.executor);
		Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", this.uri.getHost()));
		hosts.addAll(names);
		server.createContext("/",
				new ReceiverHandler(store, new AlertmanagerView(alertmanager, ALERTMANAGER_TIMEOUT), page, hosts));
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
		requireLoopback(address);
		return start(address, Set.of(), file, alertmanager);
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
			// Last: a server that was never started keeps its port when stopped.
			HttpServer server = listen(address);
			NotificationReceiver receiver = new NotificationReceiver(server, store, page, alertmanager, names);
			server.start();
			return receiver;
		}
		catch (IOException | RuntimeException ex) {
			store.close();
			throw ex;
		}
	}

	private static void requireLoopback(InetSocketAddress address) {
		if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
			throw new IllegalArgumentException(
					"%s is not a loopback address: the receiver has no authentication, let it listen on 127.0.0.1"
						.formatted(address));
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

	private static HttpServer listen(InetSocketAddress address) throws IOException {
		try {
			return HttpServer.create(address, 0);
		}
		catch (BindException ex) {
			BindException explained = new BindException(
					"Cannot listen on %s:%d (%s): stop what listens there, or choose another port"
						.formatted(address.getHostString(), address.getPort(), ex.getMessage()));
			explained.initCause(ex);
			throw explained;
		}
	}

	private static URI uri(InetAddress address, int port) {
		String host = address.getHostAddress();
		return URI.create("http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, port));
	}

	/**
	 * Return the address of the page. Webhooks go to {@code notify/{receiver}} below it.
	 * @return the address, ending in a slash
	 */
	public URI uri() {
		return this.uri;
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
		this.server.stop(0);
		this.executor.shutdown();
		try {
			// Without interrupting: an interrupt would close the file under a writer.
			this.executor.awaitTermination(ALERTMANAGER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		try {
			this.store.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Could not close the log of notifications", ex);
		}
	}

	private static final class ReceiverThreads implements ThreadFactory {

		private final AtomicInteger count = new AtomicInteger();

		@Override
		public Thread newThread(Runnable task) {
			Thread thread = new Thread(task, "notification-receiver-" + this.count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		}

	}

}
