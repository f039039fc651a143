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
import dev.telltale.tools.http.RefusedException;
import dev.telltale.tools.http.Reply;
import dev.telltale.tools.http.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests. Thread-safe.
 */
final class TraceHandler implements HttpHandler {

	/** How long the body of an export may be, in bytes, also when uncompressed. */
	static final int MAX_BODY = 4 * 1024 * 1024;

	/** How many exports are read at the same time: what bounds their memory. */
	static final int MAX_EXPORTS = 4;

	private static final int WAIT_MILLIS = 1000;

	private static final int RETRY_AFTER_SECONDS = 1;

	private static final String TRACES = "/v1/traces";

	private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

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
		reply(exchange).send(exchange);
	}

	private Reply reply(HttpExchange exchange) throws IOException {
		try {
			return route(exchange);
		}
		catch (RefusedException ex) {
			return Reply.text(ex.status(), ex.getMessage() + "\n");
		}
	}

	private Reply route(HttpExchange exchange) throws RefusedException, IOException {
		String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
		switch (path) {
			case TRACES -> {
				Requests.requireMethod(exchange, "POST");
				return export(exchange);
			}
			case "/metrics" -> {
				Requests.requireMethod(exchange, "GET");
				String text = this.metrics.text(this.forwarder.counts(), this.memory.size(),
						this.forwarder.isAvailable());
				return new Reply(200, METRICS_TYPE, text.getBytes(StandardCharsets.UTF_8));
			}
			case "/healthz" -> {
				Requests.requireMethod(exchange, "GET");
				return Reply.text(200, "ok\n");
			}
			default -> throw new RefusedException(404, "Nothing is here: traces are posted to /v1/traces");
		}
	}

	private Reply export(HttpExchange exchange) throws IOException {
		OtlpEncoding encoding = OtlpEncoding.of(exchange.getRequestHeaders().getFirst("Content-Type"));
		OtlpEncoding answer = (encoding != null) ? encoding : OtlpEncoding.JSON;
		int status = 200;
		byte[] body;
		try {
			SpanReader.Result result = export(exchange, encoding);
			body = answer.success(result.invalid(), result.problem());
		}
		catch (RefusedException ex) {
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
		return new Reply(status, answer.contentType(), body);
	}

	private SpanReader.Result export(HttpExchange exchange, @Nullable OtlpEncoding encoding)
			throws RefusedException, IOException {
		if (encoding == null) {
			throw new RefusedException(415,
					"Not an export of traces: send it with Content-Type: application/x-protobuf or application/json");
		}
		boolean gzip = isGzip(exchange.getRequestHeaders());
		if (this.closing) {
			throw new RefusedException(503, "This receiver is being closed");
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

	private void acquire() throws RefusedException {
		try {
			if (this.exports.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new RefusedException(429,
				"%d exports are being read already: send this one again later".formatted(MAX_EXPORTS));
	}

	private static boolean isGzip(Headers headers) throws RefusedException {
		String encoding = headers.getFirst("Content-Encoding");
		encoding = (encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "identity";
		return switch (encoding) {
			case "gzip" -> true;
			case "identity", "" -> false;
			default -> throw new RefusedException(415,
					"Not an export of traces: Content-Encoding must be gzip, or there must be none");
		};
	}

	private static byte[] body(InputStream in, boolean gzip) throws RefusedException, IOException {
		byte[] body = in.readNBytes(MAX_BODY + 1);
		if (body.length <= MAX_BODY && gzip) {
			body = unzip(body);
		}
		if (body.length > MAX_BODY) {
			throw new RefusedException(413,
					"Not an export of traces: longer than %d bytes; lower the size of the sender's batches"
						.formatted(MAX_BODY));
		}
		return body;
	}

	private static byte[] unzip(byte[] body) throws RefusedException {
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return in.readNBytes(MAX_BODY + 1);
		}
		catch (IOException ex) {
			throw new RefusedException(400,
					"Not an export of traces: the body is not gzip, as its Content-Encoding says");
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

}
