package dev.telltale.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes what services export by OTLP, and keeps nothing but how much it was.
 */
final class Sink implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newSingleThreadExecutor();

	private final LongAdder traceBytes = new LongAdder();

	Sink() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::take);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			long bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
			if (exchange.getRequestURI().getPath().equals("/v1/traces")) {
				this.traceBytes.add(bytes);
			}
			exchange.sendResponseHeaders(200, -1);
		}
	}

	String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * Return how much has come of traces.
	 * @return bytes as they were sent
	 */
	long traceBytes() {
		return this.traceBytes.sum();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdown();
	}

}
