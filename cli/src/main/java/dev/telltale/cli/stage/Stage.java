package dev.telltale.cli.stage;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.telltale.tools.http.LocalServer;
import dev.telltale.tools.http.Reply;

/**
 * Plays what no machine of ours has, for the real Prometheus to see: an HTTP server of
 * expositions, and HTTPS servers whose certificates expire when they are told to. Listens
 * on the loopback interface. Thread-safe.
 */
public final class Stage implements AutoCloseable {

	// Prometheus, and whoever waits for it.
	private static final int THREADS = 2;

	private static final String HEALTH = "/healthz";

	private static final String EXPOSITIONS = "/expositions/";

	private final Path folder;

	private final LocalServer server;

	private final Map<String, String> expositions = new ConcurrentHashMap<>();

	private final List<HttpsServer> secured = new ArrayList<>();

	private Stage(Path folder, int port) throws IOException {
		this.folder = folder;
		this.server = LocalServer.start("stage", loopback(port), THREADS, this::serve);
	}

	/**
	 * Open a stage.
	 * @param folder the folder for what it writes
	 * @param port the port to listen on
	 * @return the stage
	 * @throws IOException if it cannot listen there
	 */
	public static Stage open(Path folder, int port) throws IOException {
		return new Stage(folder, port);
	}

	/**
	 * Show an exposition until it is taken away.
	 * @param name its name, the last segment of its address
	 * @param text the exposition, in Prometheus' text format
	 * @return its address
	 */
	public URI show(String name, String text) {
		this.expositions.put(name, text);
		return this.server.uri().resolve(EXPOSITIONS + name);
	}

	/**
	 * Take an exposition away: its address answers 404.
	 * @param name its name
	 */
	public void hide(String name) {
		this.expositions.remove(name);
	}

	/**
	 * Start a server whose certificate expires.
	 * @param name its name, for the files of its key
	 * @param lifetime how long the certificate is valid, whole days
	 * @return the address of the server, which answers every request with 200
	 * @throws IOException if the certificate cannot be made or no port is free
	 */
	public synchronized URI secure(String name, Duration lifetime) throws IOException {
		HttpsServer server = HttpsServer.create(loopback(0), 0);
		try {
			server
				.setHttpsConfigurator(new HttpsConfigurator(Certificate.of(this.folder, name, lifetime).sslContext()));
		}
		catch (IOException ex) {
			server.stop(0);
			throw ex;
		}
		server.createContext("/", Reply.text(200, "ok\n")::send);
		server.start();
		this.secured.add(server);
		return URI.create("https://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
	}

	@Override
	public synchronized void close() {
		this.secured.forEach((server) -> server.stop(0));
		this.server.close();
	}

	private void serve(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		if (path.equals(HEALTH)) {
			Reply.text(200, "ok\n").send(exchange);
			return;
		}
		String text = path.startsWith(EXPOSITIONS) ? this.expositions.get(path.substring(EXPOSITIONS.length())) : null;
		if (text == null) {
			Reply.text(404, "Nothing is shown here now\n").send(exchange);
			return;
		}
		new Reply(200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8))
			.send(exchange);
	}

	private static InetSocketAddress loopback(int port) {
		return new InetSocketAddress("127.0.0.1", port);
	}

}
