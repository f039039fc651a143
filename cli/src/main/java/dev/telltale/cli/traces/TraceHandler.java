package dev.telltale.cli.traces;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests. Thread-safe.
 */
final class TraceHandler implements HttpHandler {

	/** How long the body of an export may be, in bytes, also when uncompressed. */
	static final int MAX_BODY = 4 * 1024 * 1024;

	// A longer body is read to its end up to here, so that its sender gets the answer
	// instead of a connection reset.
	private static final int MAX_DRAINED = 4 * MAX_BODY;

	/** How many exports are read at the same time: what bounds their memory. */
	static final int MAX_EXPORTS = 4;

	private static final int WAIT_MILLIS = 1000;

	private static final int RETRY_AFTER_SECONDS = 1;

	private static final String TRACES = "/v1/traces";

	private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

	private static final String TEXT_TYPE = "text/plain; charset=utf-8";

	private static final Logger logger = System.getLogger(TraceHandler.class.getName());

	private final Semaphore exports = new Semaphore(MAX_EXPORTS, true);

	private final TraceMetrics metrics = new TraceMetrics();

	private final SpanMemory memory;

	private final ZipkinForwarder forwarder;

	private volatile boolean closing;

	/**
	 * Create a handler.
	 * @param memory where spans are kept for a look
	 * @param forwarder where they go
	 */
	TraceHandler(SpanMemory memory, ZipkinForwarder forwarder) {
		this.memory = memory;
		this.forwarder = forwarder;
	}

	/**
	 * Take no more exports.
	 */
	void close() {
		this.closing = true;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		try {
			route(exchange);
		}
		catch (IOException ex) {
			// The client is gone: nobody is left to tell.
			exchange.close();
		}
	}

	private void route(HttpExchange exchange) throws IOException {
		String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
		switch (path) {
			case TRACES -> {
				if (isMethod(exchange, "POST")) {
					export(exchange);
				}
			}
			case "/metrics" -> {
				if (isMethod(exchange, "GET")) {
					send(exchange, 200, METRICS_TYPE, bytes(this.metrics.text(this.forwarder.counts(),
							this.memory.size(), this.forwarder.isAvailable())));
				}
			}
			case "/healthz" -> {
				if (isMethod(exchange, "GET")) {
					send(exchange, 200, TEXT_TYPE, bytes("ok\n"));
				}
			}
			default -> send(exchange, 404, TEXT_TYPE, bytes("Nothing is here: traces are posted to /v1/traces\n"));
		}
	}

	private static boolean isMethod(HttpExchange exchange, String method) throws IOException {
		if (exchange.getRequestMethod().equals(method)) {
			return true;
		}
		exchange.getResponseHeaders().set("Allow", method);
		send(exchange, 405, TEXT_TYPE, bytes("Use " + method + " here\n"));
		return false;
	}

	private void export(HttpExchange exchange) throws IOException {
		OtlpEncoding encoding = OtlpEncoding.of(exchange.getRequestHeaders().getFirst("Content-Type"));
		OtlpEncoding answer = (encoding != null) ? encoding : OtlpEncoding.JSON;
		int status = 200;
		byte[] body;
		try {
			SpanReader.Result result = export(exchange, encoding);
			body = answer.success(result.invalid(), result.problem());
		}
		catch (OtlpException ex) {
			status = ex.status();
			body = answer.error(grpcCode(status), ex.getMessage());
		}
		catch (RuntimeException ex) {
			logger.log(Level.WARNING, "Could not take an export of traces", ex);
			status = 500;
			body = answer.error(grpcCode(status), "Could not take these traces: see the log of the receiver");
		}
		this.metrics.answered(status);
		if (status == 429 || status == 503) {
			exchange.getResponseHeaders().set("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
		}
		if (status != 200) {
			drain(exchange.getRequestBody());
		}
		send(exchange, status, answer.contentType(), body);
	}

	private SpanReader.Result export(HttpExchange exchange, @Nullable OtlpEncoding encoding)
			throws OtlpException, IOException {
		if (encoding == null) {
			throw new OtlpException(415,
					"Not an export of traces: send it with Content-Type: application/x-protobuf or application/json");
		}
		boolean gzip = isGzip(exchange.getRequestHeaders());
		if (this.closing) {
			throw new OtlpException(503, "This receiver is being closed");
		}
		acquire();
		try {
			byte[] body = body(exchange.getRequestBody(), gzip);
			SpanReader.Result result = SpanReader.read(encoding.decode(body));
			this.memory.add(result.spans());
			this.forwarder.offer(result.spans(), result.invalid());
			return result;
		}
		finally {
			this.exports.release();
		}
	}

	private void acquire() throws OtlpException {
		try {
			if (this.exports.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new OtlpException(429,
				"%d exports are being read already: send this one again later".formatted(MAX_EXPORTS));
	}

	private static boolean isGzip(Headers headers) throws OtlpException {
		String encoding = headers.getFirst("Content-Encoding");
		encoding = (encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "identity";
		return switch (encoding) {
			case "gzip" -> true;
			case "identity", "" -> false;
			default -> throw new OtlpException(415,
					"Not an export of traces: Content-Encoding must be gzip, or there must be none");
		};
	}

	private static byte[] body(InputStream in, boolean gzip) throws OtlpException, IOException {
		byte[] body = in.readNBytes(MAX_BODY + 1);
		if (body.length <= MAX_BODY && gzip) {
			body = unzip(body);
		}
		if (body.length > MAX_BODY) {
			throw new OtlpException(413,
					"Not an export of traces: longer than %d bytes; lower the size of the sender's batches"
						.formatted(MAX_BODY));
		}
		return body;
	}

	private static byte[] unzip(byte[] body) throws OtlpException {
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return in.readNBytes(MAX_BODY + 1);
		}
		catch (IOException ex) {
			throw new OtlpException(400, "Not an export of traces: the body is not gzip, as its Content-Encoding says");
		}
	}

	private static void drain(InputStream in) throws IOException {
		byte[] buffer = new byte[8192];
		int drained = 0;
		int read;
		while (drained < MAX_DRAINED && (read = in.read(buffer)) != -1) {
			drained += read;
		}
	}

	/**
	 * Return the code of gRPC, which an answer carries beside that of HTTP.
	 */
	private static int grpcCode(int status) {
		return switch (status) {
			// RESOURCE_EXHAUSTED
			case 413, 429 -> 8;
			// UNAVAILABLE
			case 503 -> 14;
			// INTERNAL
			case 500 -> 13;
			// INVALID_ARGUMENT
			default -> 3;
		};
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
		Headers headers = exchange.getResponseHeaders();
		headers.set("Content-Type", contentType);
		headers.set("Cache-Control", "no-store");
		headers.set("X-Content-Type-Options", "nosniff");
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
		// Not the exchange: closing that would close the connection as well.
		exchange.getResponseBody().close();
	}

}
