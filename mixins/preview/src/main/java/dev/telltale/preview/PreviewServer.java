package dev.telltale.preview;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;

import dev.telltale.tools.http.LocalServer;

/**
 * Shows dashboards without Grafana: an HTTP server with the page, the dashboards, and a
 * way to one Prometheus for the queries of their panels. It has no authentication, so it
 * listens on a loopback address only. Thread-safe.
 */
public final class PreviewServer implements AutoCloseable {

	// Twice what streams of changes can hold.
	private static final int THREADS = 2 * PreviewHandler.MAX_STREAMS;

	private final LocalServer server;

	private final Changes changes;

	private PreviewServer(LocalServer server, Changes changes) {
		this.server = server;
		this.changes = changes;
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
		Changes changes = new Changes(options.dashboards());
		PreviewHandler handler = new PreviewHandler(options, files, changes);
		return new PreviewServer(LocalServer.start("preview", options.address(), THREADS, handler), changes);
	}

	/**
	 * Return the address of the list of dashboards. A dashboard is at {@code d/{uid}}
	 * below it.
	 * @return the address, ending in a slash
	 */
	public URI uri() {
		return this.server.uri();
	}

	/**
	 * Stop listening, which takes two seconds at most. Further calls have no effect.
	 */
	@Override
	public void close() {
		// First: the streams of changes end by nothing else.
		this.changes.close();
		this.server.close();
	}

}
