package dev.telltale.cli.traces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.CodedInputStream;
import dev.telltale.tools.exposition.Exposition;
import dev.telltale.tools.exposition.Format;
import dev.telltale.tools.http.LocalServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TraceReceiver}, over HTTP.
 */
class TraceReceiverTests {

	private static final String PROTOBUF = "application/x-protobuf";

	private static final String JSON = "application/json";

	private static final String SPAN = """
			{"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "orders"}}]},
			 "scopeSpans": [{"spans": [{"traceId": "%s", "spanId": "%s", "name": "work"}]}]}]}""";

	private static final JsonMapper mapper = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private FakeZipkin zipkin;

	private TraceReceiver receiver;

	@BeforeEach
	void start() throws IOException {
		this.zipkin = FakeZipkin.start();
		this.receiver = TraceReceiver.start(loopback(0), this.zipkin.uri());
	}

	@AfterEach
	void stop() {
		this.receiver.close();
		this.zipkin.close();
	}

	@Test
	void takesProtobuf() throws Exception {
		HttpResponse<byte[]> response = post(Exports.of("orders", Exports.span(Exports.TRACE, 1)).toByteArray(),
				PROTOBUF);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
		assertThat(response.body()).isEmpty();
		assertArrived();
	}

	@Test
	void takesJson() throws Exception {
		HttpResponse<byte[]> response = post(bytes(SPAN.formatted(Exports.TRACE, "0000000000000001")),
				JSON + "; charset=utf-8");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue(JSON);
		assertThat(text(response)).isEqualTo("{}");
		assertArrived();
	}

	@Test
	void takesGzip() throws Exception {
		byte[] body = Exports.of("orders", Exports.span(Exports.TRACE, 1)).toByteArray();
		assertThat(post(gzip(body), PROTOBUF, "Content-Encoding", "gzip").statusCode()).isEqualTo(200);
		assertArrived();
	}

	@Test
	void takesAnEmptyExport() throws Exception {
		assertThat(post(new byte[0], PROTOBUF).statusCode()).isEqualTo(200);
		assertThat(this.receiver.counts().received()).isZero();
	}

	@Test
	void tellsWhichSpansItDidNotTake() throws Exception {
		byte[] body = Exports
			.of("orders", Exports.span(Exports.TRACE, 1), Exports.span(Exports.TRACE, 2).clearTraceId())
			.toByteArray();
		ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(post(body, PROTOBUF).body());
		assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
		assertThat(response.getPartialSuccess().getErrorMessage()).startsWith("traceId must be 16 bytes");
		assertArrived();
		assertThat(this.receiver.counts().dropped()).containsEntry(DropReason.INVALID, 1L);
	}

	@Test
	void tellsWhichSpansItDidNotTakeInJson() throws Exception {
		HttpResponse<byte[]> response = post(bytes(SPAN.formatted(Exports.TRACE, "")), JSON);
		assertThat(mapper.readTree(response.body())).isEqualTo(mapper.readTree("""
				{"partialSuccess": {"rejectedSpans": "1",
				 "errorMessage": "spanId must be 8 bytes that are not all zero"}}"""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/grpc", "application/x-www-form-urlencoded", "" })
	void refusesAnotherType(String type) throws Exception {
		HttpResponse<byte[]> response = post(bytes("{}"), type);
		assertThat(response.statusCode()).isEqualTo(415);
		assertThat(text(response)).contains("\"message\":\"Not an export of traces: send it with Content-Type: ");
	}

	@Test
	void refusesAnotherCompression() throws Exception {
		HttpResponse<byte[]> response = post(bytes("{}"), JSON, "Content-Encoding", "zstd");
		assertThat(response.statusCode()).isEqualTo(415);
		assertThat(text(response)).contains("Content-Encoding must be gzip");
	}

	@ParameterizedTest
	@CsvSource({ PROTOBUF + ", ''", PROTOBUF + ", gzip", JSON + ", ''", JSON + ", gzip" })
	void refusesWhatIsNoExportInItsOwnEncoding(String type, String compression) throws Exception {
		HttpResponse<byte[]> response = compression.isEmpty() ? post(bytes("<xml/>"), type)
				: post(bytes("<xml/>"), type, "Content-Encoding", compression);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
		if (type.equals(JSON)) {
			assertThat(mapper.readTree(response.body()).path("code").intValue()).isEqualTo(3);
		}
		else {
			CodedInputStream status = CodedInputStream.newInstance(response.body());
			assertThat(status.readTag()).isEqualTo(8);
			assertThat(status.readInt32()).isEqualTo(3);
			assertThat(status.readTag()).isEqualTo(18);
			assertThat(status.readString()).startsWith("Not an export of traces: the body is not ");
		}
		assertThat(this.receiver.counts().received()).isZero();
	}

	@Test
	void refusesATornGzip() throws Exception {
		byte[] whole = gzip(new byte[10_000]);
		byte[] torn = Arrays.copyOf(whole, whole.length - 9);
		assertThat(post(torn, PROTOBUF, "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
	}

	@Test
	void refusesWhatIsTooLongAlsoWhenUncompressed() throws Exception {
		byte[] padded = bytes("{}" + " ".repeat(TraceHandler.MAX_BODY - 2));
		assertThat(post(padded, JSON).statusCode()).isEqualTo(200);
		byte[] longer = bytes("{}" + " ".repeat(TraceHandler.MAX_BODY - 1));
		assertThat(post(longer, JSON).statusCode()).isEqualTo(413);
		HttpResponse<byte[]> response = post(gzip(longer), JSON, "Content-Encoding", "gzip");
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(text(response)).contains("longer than 4194304 bytes");
	}

	@Test
	void asksForPatienceWhenTooManyExportAtATime() throws Exception {
		List<Socket> stalled = new ArrayList<>();
		try {
			for (int i = 0; i < TraceHandler.MAX_EXPORTS; i++) {
				stalled.add(stall());
			}
			Await.until(() -> status(bytes("{}")) == 429);
			HttpResponse<byte[]> response = post(bytes("{}"), JSON);
			assertThat(response.statusCode()).isEqualTo(429);
			assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
			assertThat(get("metrics").statusCode()).isEqualTo(200);
		}
		finally {
			for (Socket socket : stalled) {
				socket.close();
			}
		}
		Await.until(() -> status(bytes("{}")) == 200);
		assertThat(status(bytes("{}"))).isEqualTo(200);
	}

	@Test
	void takesNothingWhileItIsBeingClosed() throws Exception {
		SpanMemory memory = new SpanMemory(1, 1);
		try (ZipkinForwarder forwarder = new ZipkinForwarder(this.zipkin.uri())) {
			TraceHandler handler = new TraceHandler(memory, forwarder);
			handler.close();
			try (LocalServer server = LocalServer.start("test", loopback(0), 1, handler)) {
				HttpResponse<byte[]> response = post(server.uri(), bytes("{}"), JSON);
				assertThat(response.statusCode()).isEqualTo(503);
				assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
			}
		}
	}

	@Test
	void findsSpansBeforeZipkinHasThem() throws Exception {
		this.zipkin.answer((spans) -> 503);
		post(Exports.of("orders", Exports.span(Exports.TRACE, 1)).toByteArray(), PROTOBUF);
		assertThat(this.receiver.find(Exports.TRACE.toUpperCase(Locale.ROOT))).hasSize(1);
		assertThat(this.receiver.find("unknown")).isEmpty();
		assertThat(this.receiver.counts().queued()).isEqualTo(1);
	}

	@Test
	void countsForPrometheus() throws Exception {
		post(Exports.of("orders", Exports.span(Exports.TRACE, 1), Exports.span(Exports.TRACE, 2).clearSpanId())
			.toByteArray(), PROTOBUF);
		post(bytes("{"), JSON);
		Await.until(() -> this.receiver.counts().forwarded() == 1);
		String text = get("metrics").body();
		Exposition exposition = Exposition.parse(text, Format.PROMETHEUS_TEXT);
		assertThat(exposition.families()).isNotEmpty();
		assertThat(text.lines()).contains("telltale_collector_spans_received_total 2",
				"telltale_collector_spans_forwarded_total 1",
				"telltale_collector_spans_dropped_total{reason=\"invalid\"} 1",
				"telltale_collector_spans_dropped_total{reason=\"queue_full\"} 0",
				"telltale_collector_requests_total{status=\"200\"} 1",
				"telltale_collector_requests_total{status=\"400\"} 1",
				"telltale_collector_requests_total{status=\"429\"} 0", "telltale_collector_queue_spans 0",
				"telltale_collector_queue_capacity_spans 10000", "telltale_collector_memory_spans 1",
				"telltale_collector_store_up 1");
	}

	@Test
	void isHealthy() throws Exception {
		assertThat(get("healthz").body()).isEqualTo("ok\n");
	}

	@ParameterizedTest
	@CsvSource({ "GET, v1/traces, 405", "POST, metrics, 405", "POST, healthz, 405", "GET, '', 404",
			"POST, v1/metrics, 404", "POST, v1/logs, 404", "POST, v1/traces/, 404" })
	void servesNothingElse(String method, String path, int status) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(this.receiver.uri().resolve(path))
			.method(method, BodyPublishers.ofString("{}"))
			.header("Content-Type", JSON)
			.build();
		assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
	}

	@Test
	void answersToLoopbackNamesOnly() throws IOException {
		assertThat(statusLine("GET /metrics HTTP/1.1\r\nHost: rebound.example:80\r\nConnection: close\r\n\r\n"))
			.contains("403");
		assertThat(statusLine("GET /metrics HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n"))
			.contains("200");
	}

	@Test
	void saysThatPortIsTaken() {
		int port = this.receiver.uri().getPort();
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> TraceReceiver.start(loopback(port), this.zipkin.uri()))
			.withMessageStartingWith("Cannot listen on 127.0.0.1:" + port)
			.withMessageEndingWith("choose another port");
	}

	@Test
	void listensOnLoopbackOnly() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> TraceReceiver.start(new InetSocketAddress("0.0.0.0", 0), this.zipkin.uri()))
			.withMessageContaining("is not a loopback address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "file:///etc", "http://user:secret@127.0.0.1", "http:///", "http://a/?b=c" })
	void refusesZipkinThatIsNoHttpAddress(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> TraceReceiver.start(loopback(0), URI.create(address)))
			.withMessageContaining("is not the address of a Zipkin");
	}

	@Test
	void closesTwiceAndFlushes() throws Exception {
		post(Exports.of("orders", Exports.span(Exports.TRACE, 1)).toByteArray(), PROTOBUF);
		this.receiver.close();
		this.receiver.close();
		assertThat(this.zipkin.taken()).containsExactly("0000000000000001");
		assertThatIOException().isThrownBy(() -> get("healthz"));
	}

	private void assertArrived() throws InterruptedException {
		assertThat(this.receiver.find(Exports.TRACE)).singleElement().satisfies((span) -> {
			assertThat(span.service()).isEqualTo("orders");
			assertThat(span.name()).isEqualTo("work");
		});
		Await.until(() -> !this.zipkin.taken().isEmpty());
		assertThat(this.zipkin.taken()).containsExactly("0000000000000001");
	}

	private int status(byte[] json) {
		try {
			return post(json, JSON).statusCode();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpResponse<byte[]> post(byte[] body, String type, String... headers)
			throws IOException, InterruptedException {
		return post(this.receiver.uri(), body, type, headers);
	}

	private HttpResponse<byte[]> post(URI uri, byte[] body, String type, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("v1/traces"))
			.timeout(Duration.ofSeconds(20))
			.POST(BodyPublishers.ofByteArray(body));
		if (!type.isEmpty()) {
			request.header("Content-Type", type);
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofByteArray());
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.receiver.uri().resolve(path))
			.timeout(Duration.ofSeconds(20))
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

	private Socket stall() throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.receiver.uri().getPort());
		socket.getOutputStream()
			.write(bytes("POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + JSON
					+ "\r\nContent-Length: 10\r\n\r\n{"));
		socket.getOutputStream().flush();
		return socket;
	}

	private String statusLine(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.receiver.uri().getPort());
				OutputStream out = socket.getOutputStream();
				InputStream in = socket.getInputStream()) {
			out.write(bytes(request));
			out.flush();
			return new String(in.readNBytes(15), StandardCharsets.US_ASCII);
		}
	}

	private static byte[] gzip(byte[] body) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(body);
		}
		return bytes.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(HttpResponse<byte[]> response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	private static InetSocketAddress loopback(int port) {
		return new InetSocketAddress("127.0.0.1", port);
	}

}
