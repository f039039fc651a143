package dev.telltale.tools.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server without authentication, which therefore listens on a loopback address
 * unless it is opened on purpose, and answers to the names of this machine and to those
 * it is given. Its answers say what a browser must not do with them: handlers add the
 * policy of their pages, and what may be kept. A handler that throws an
 * {@link IOException} closes the connection. Thread-safe.
 */
public final class LocalServer implements AutoCloseable {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

	static {
		// Read once, by the first server of this JVM. Without it the body of an answer
		// waits 40 ms for the client to acknowledge the headers.
		if (System.getProperty("sun.net.httpserver.nodelay") == null) {
			System.setProperty("sun.net.httpserver.nodelay", "true");
		}
	}

	private final HttpServer server;

	private final ExecutorService executor;

	private final URI uri;

	private LocalServer(HttpServer server, String name, Set<String> names, int threads, HttpHandler handler) {
		this.server = server;
		this.uri = uri(server.getAddress());
		this.executor = executor(name, threads);
		server.setExecutor(this.executor);
		Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", this.uri.getHost()));
		hosts.addAll(names);
		server.createContext("/", handler).getFilters().add(new Guard(hosts));
	}

	/**
	 * Start a server.
	 * @param name the name of its threads
	 * @param address the loopback address to listen on; port 0 takes any free port
	 * @param threads how many requests are served at the same time
	 * @param handler what serves them
	 * @return the running server
	 * @throws BindException if the port is taken
	 * @throws IOException if the server cannot listen
	 * @throws IllegalArgumentException if the address is not a loopback address
	 */
	public static LocalServer start(String name, InetSocketAddress address, int threads, HttpHandler handler)
			throws IOException {
		return start(name, requireLoopback(address), Set.of(), threads, handler);
	}

	/**
	 * Start a server that others reach, as in a network of containers: whoever reaches it
	 * may ask what the handler serves.
	 * @param name the name of its threads
	 * @param address the address to listen on; port 0 takes any free port
	 * @param names the host names it answers to beside those of this machine
	 * @param threads how many requests are served at the same time
	 * @param handler what serves them
	 * @return the running server
	 * @throws BindException if the port is taken
	 * @throws IOException if the server cannot listen
	 * @throws IllegalArgumentException if no name is given
	 */
	public static LocalServer startOpen(String name, InetSocketAddress address, Set<String> names, int threads,
			HttpHandler handler) throws IOException {
		if (names.isEmpty()) {
			throw new IllegalArgumentException("a server that others reach needs the names it answers to");
		}
		return start(name, address, names, threads, handler);
	}

	private static LocalServer start(String name, InetSocketAddress address, Set<String> names, int threads,
			HttpHandler handler) throws IOException {
		HttpServer server = listen(address);
		LocalServer local = new LocalServer(server, name, names, threads, handler);
		server.start();
		return local;
	}

	/**
	 * Require an address that only this machine reaches, for those who want to know
	 * before they start a server.
	 * @param address the address
	 * @return the address
	 * @throws IllegalArgumentException if it is not a loopback address
	 */
	public static InetSocketAddress requireLoopback(InetSocketAddress address) {
		if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
			throw new IllegalArgumentException(
					"%s is not a loopback address: the server has no authentication, let it listen on 127.0.0.1"
						.formatted(address));
		}
		return address;
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

	private static ExecutorService executor(String name, int threads) {
		AtomicInteger count = new AtomicInteger();
		ThreadFactory factory = (task) -> {
			Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
		ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, IDLE.toSeconds(), TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static URI uri(InetSocketAddress address) {
		InetAddress ip = address.getAddress();
		String host = ip.getHostAddress();
		return URI.create("http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
	}

	/**
	 * Return the address.
	 * @return the address, ending in a slash
	 */
	public URI uri() {
		return this.uri;
	}

	/**
	 * Stop listening, close the connections and wait a little for what serves their
	 * requests, without interrupting it. A handler whose answers never end has to end
	 * them before. Further calls have no effect.
	 */
	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdown();
		try {
			// Not interrupted: that would close a file under whoever writes to it.
			this.executor.awaitTermination(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Keeps web sites from reading along: refuses requests to a foreign host name that
	 * resolves to this machine, and tells browsers to keep answers to themselves.
	 */
	private static final class Guard extends Filter {

		private final Set<String> hosts;

		Guard(Set<String> hosts) {
			this.hosts = hosts;
		}

		@Override
		public String description() {
			return "Keeps web sites from reading along";
		}

		@Override
		public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
			secure(exchange.getResponseHeaders());
			String host = exchange.getRequestHeaders().getFirst("Host");
			if (host == null || this.hosts.contains(host.replaceFirst(":\\d+$", ""))) {
				chain.doFilter(exchange);
				return;
			}
			Reply.text(403, "This server answers to " + String.join(", ", this.hosts) + " only\n").send(exchange);
		}

		private static void secure(Headers headers) {
			headers.set("Cache-Control", "no-store");
			headers.set("Cross-Origin-Opener-Policy", "same-origin");
			headers.set("Cross-Origin-Resource-Policy", "same-origin");
			headers.set("Referrer-Policy", "no-referrer");
			headers.set("X-Content-Type-Options", "nosniff");
		}

	}

}
