package dev.telltale.preview;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/**
 * Shows dashboards without Grafana: an HTTP server with the page, the dashboards, and a
 * way to one Prometheus for the queries of their panels. It has no authentication, so it
 * listens on a loopback address only. Thread-safe.
 */
public final class PreviewServer implements AutoCloseable {

	// Twice what streams of changes can hold.
	private static final int THREADS = 2 * PreviewHandler.MAX_STREAMS;

	static {
		// Read once, by the first server of this JVM. Without it the body of an answer
		// waits 40 ms for the client to acknowledge the headers.
		if (System.getProperty("sun.net.httpserver.nodelay") == null) {
			System.setProperty("sun.net.httpserver.nodelay", "true");
		}
	}

	private final HttpServer server;

	private final ExecutorService executor;

	private final Changes changes;

	private final URI uri;

	private PreviewServer(HttpServer server, PreviewOptions options, PreviewFiles files) {
		this.server = server;
		this.changes = new Changes(options.dashboards());
		InetAddress address = server.getAddress().getAddress();
		this.uri = uri(address, server.getAddress().getPort());
		AtomicInteger count = new AtomicInteger();
		ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "preview-" + count.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		threads.allowCoreThreadTimeOut(true);
		this.executor = threads;
		server.setExecutor(this.executor);
		Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", this.uri.getHost()));
		server.createContext("/", new PreviewHandler(options, files, this.changes, hosts));
	}

	/**
	 * Start a preview.
	 * @param options what it shows, and where
	 * @return the running preview
	 * @throws BindException if the port is taken
	 * @throws IOException if the page is not on the class path
	 */
	public static PreviewServer start(PreviewOptions options) throws IOException {
		PreviewFiles files = PreviewFiles.load();
		// Last: a server that was never started keeps its port when stopped.
		HttpServer server = listen(options.address());
		PreviewServer preview = new PreviewServer(server, options, files);
		server.start();
		return preview;
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
	 * Return the address of the list of dashboards. A dashboard is at {@code d/{uid}}
	 * below it.
	 * @return the address, ending in a slash
	 */
	public URI uri() {
		return this.uri;
	}

	/**
	 * Stop listening. Further calls have no effect.
	 */
	@Override
	public void close() {
		this.changes.close();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
