package dev.telltale.cli.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server without authentication, which therefore listens on a loopback address
 * only and answers to the names of this machine only. Thread-safe.
 */
public final class LoopbackServer implements AutoCloseable {

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

	private LoopbackServer(HttpServer server, String name, int threads, HttpHandler handler) {
		this.server = server;
		this.uri = uri(server.getAddress());
		this.executor = Executors.newFixedThreadPool(threads, new ServerThreads(name));
		server.setExecutor(this.executor);
		Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", this.uri.getHost()));
		server.createContext("/", handler).getFilters().add(new KnownHosts(hosts));
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
	public static LoopbackServer start(String name, InetSocketAddress address, int threads, HttpHandler handler)
			throws IOException {
		requireLoopback(address);
		HttpServer server = listen(address);
		LoopbackServer loopback = new LoopbackServer(server, name, threads, handler);
		server.start();
		return loopback;
	}

	private static void requireLoopback(InetSocketAddress address) {
		if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
			throw new IllegalArgumentException(
					"%s is not a loopback address: the receiver has no authentication, let it listen on 127.0.0.1"
						.formatted(address));
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
	 * Stop listening and wait a little for the requests being served. Further calls have
	 * no effect.
	 */
	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdown();
		try {
			this.executor.awaitTermination(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Refuses requests to a foreign host name that resolves to this machine: that is how
	 * a web site would read along.
	 */
	private static final class KnownHosts extends Filter {

		private final Set<String> hosts;

		KnownHosts(Set<String> hosts) {
			this.hosts = hosts;
		}

		@Override
		public String description() {
			return "Answers to the names of this machine only";
		}

		@Override
		public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
			String host = exchange.getRequestHeaders().getFirst("Host");
			if (host == null || this.hosts.contains(host.replaceFirst(":\\d+$", ""))) {
				chain.doFilter(exchange);
				return;
			}
			byte[] body = ("This receiver answers to " + String.join(", ", this.hosts) + " only\n")
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
			exchange.sendResponseHeaders(403, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		}

	}

	private static final class ServerThreads implements ThreadFactory {

		private final String name;

		private final AtomicInteger count = new AtomicInteger();

		ServerThreads(String name) {
			this.name = name;
		}

		@Override
		public Thread newThread(Runnable task) {
			Thread thread = new Thread(task, this.name + "-" + this.count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		}

	}

}
