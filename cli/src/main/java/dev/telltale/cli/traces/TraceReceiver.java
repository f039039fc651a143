package dev.telltale.cli.traces;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import dev.telltale.tools.http.LocalServer;

/**
 * Receives traces on this machine: an HTTP server that takes OTLP at {@code /v1/traces},
 * as protobuf or as JSON, and hands the spans to Zipkin, which knows no OTLP. It has no
 * authentication, so it listens on a loopback address only. Thread-safe.
 * <p>
 * Zipkin may start later, be slow or never come: up to 10,000 spans wait for it, then the
 * oldest are dropped and counted. The newest 20,000 spans, or 32 MiB of them, can be
 * found here in any case, as soon as their export is answered.
 */
public final class TraceReceiver implements AutoCloseable {

	private static final int MAX_REMEMBERED = 20_000;

	private static final int MAX_REMEMBERED_WEIGHT = 32 * 1024 * 1024;

	// More than read exports, so that those who wait do not keep metrics from being read.
	private static final int THREADS = 16;

	private final SpanMemory memory;

	private final ZipkinForwarder forwarder;

	private final TraceHandler handler;

	private final LocalServer server;

	private TraceReceiver(SpanMemory memory, ZipkinForwarder forwarder, TraceHandler handler, LocalServer server) {
		this.memory = memory;
		this.forwarder = forwarder;
		this.handler = handler;
		this.server = server;
	}

	/**
	 * Start a receiver.
	 * @param listen the loopback address to listen on; port 0 takes any free port
	 * @param zipkin the address of Zipkin, which need not run yet
	 * @return the running receiver
	 * @throws BindException if the port is taken
	 * @throws IOException if the server cannot listen
	 * @throws IllegalArgumentException if the address is not a loopback address, or that
	 * of Zipkin is not an HTTP address
	 */
	public static TraceReceiver start(InetSocketAddress listen, URI zipkin) throws IOException {
		requireHttp(zipkin);
		SpanMemory memory = new SpanMemory(MAX_REMEMBERED, MAX_REMEMBERED_WEIGHT);
		ZipkinForwarder forwarder = new ZipkinForwarder(zipkin);
		TraceHandler handler = new TraceHandler(memory, forwarder);
		try {
			LocalServer server = LocalServer.start("trace-receiver", listen, THREADS, handler);
			return new TraceReceiver(memory, forwarder, handler, server);
		}
		catch (IOException | RuntimeException ex) {
			forwarder.close();
			throw ex;
		}
	}

	private static void requireHttp(URI zipkin) {
		boolean http = "http".equals(zipkin.getScheme()) || "https".equals(zipkin.getScheme());
		if (!http || zipkin.getHost() == null || zipkin.getRawUserInfo() != null || zipkin.getRawQuery() != null
				|| zipkin.getRawFragment() != null) {
			throw new IllegalArgumentException(
					"%s is not the address of a Zipkin: give one such as http://127.0.0.1:9411".formatted(zipkin));
		}
	}

	/**
	 * Return the address. Traces go to {@code v1/traces} below it, and {@code metrics} is
	 * there for Prometheus.
	 * @return the address, ending in a slash
	 */
	public URI uri() {
		return this.server.uri();
	}

	/**
	 * Return what is in memory of a trace.
	 * @param traceId its id, 32 hexadecimal digits
	 * @return its spans in the order they began, or none
	 */
	public List<Span> find(String traceId) {
		return this.memory.find(traceId.toLowerCase(Locale.ROOT));
	}

	/**
	 * Return what became of the spans since the start.
	 * @return the counts
	 */
	public TraceCounts counts() {
		return this.forwarder.counts();
	}

	/**
	 * Take no more exports, hand over what waits for Zipkin, and stop listening. This
	 * takes a few seconds at most: what Zipkin does not take within them is counted as
	 * lost. Further calls have no effect.
	 */
	@Override
	public void close() {
		this.handler.close();
		this.forwarder.close();
		this.server.close();
	}

}
