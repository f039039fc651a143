package dev.telltale.cli.traces;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceReceiver} and {@link ZipkinCommand} with the real Zipkin. Traces
 * are sent before it is up, as the stack does.
 */
class ZipkinIT {

	private static final Path JAR = Path.of("target/zipkin/zipkin-server-slim.jar");

	private static final Duration READY_WITHIN = Duration.ofSeconds(90);

	private static final JsonMapper mapper = new JsonMapper();

	private static final HttpClient client = HttpClient.newHttpClient();

	@TempDir
	static Path folder;

	private static Process zipkin;

	private static URI uri;

	private static TraceReceiver receiver;

	@BeforeAll
	static void start() throws Exception {
		int port = freePort();
		uri = URI.create("http://127.0.0.1:" + port);
		receiver = TraceReceiver.start(new InetSocketAddress("127.0.0.1", 0), uri);
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		ProcessBuilder builder = new ProcessBuilder(ZipkinCommand.of(java, JAR.toAbsolutePath(), port))
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("zipkin.log").toFile());
		// What must not matter.
		builder.environment().put("STORAGE_TYPE", "cassandra3");
		builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
		builder.environment().put("QUERY_PORT", "1");
		zipkin = builder.start();
	}

	@AfterAll
	static void stop() throws InterruptedException {
		receiver.close();
		zipkin.destroy();
		if (!zipkin.waitFor(20, TimeUnit.SECONDS)) {
			zipkin.destroyForcibly();
		}
	}

	@Test
	void tracesCanBeReadFromZipkin() throws Exception {
		Instant start = Instant.now();
		post("application/x-protobuf", trace("orders", start).toByteArray());
		post("application/json",
				"""
						{"resourceSpans": [{
						  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "payments"}}]},
						  "scopeSpans": [{"spans": [{"traceId": "%s", "spanId": "00000000000000a3",
						    "parentSpanId": "00000000000000a2", "name": "POST /payments", "kind": 2,
						    "startTimeUnixNano": "%d", "endTimeUnixNano": "%d",
						    "attributes": [{"key": "outcome", "value": {"stringValue": "SERVER_ERROR"}}],
						    "events": [{"timeUnixNano": "%d", "name": "declined"}],
						    "status": {"code": 2, "message": "no funds"}}]}]}]}"""
					.formatted(Exports.TRACE, Exports.nanos(start.plusMillis(2)), Exports.nanos(start.plusMillis(8)),
							Exports.nanos(start.plusMillis(3)))
					.getBytes(StandardCharsets.UTF_8));
		awaitReady();
		Await.until(() -> receiver.counts().forwarded() == 3);
		JsonNode spans = json("/api/v2/trace/" + Exports.TRACE);
		assertThat(spans.size()).isEqualTo(3);
		JsonNode root = span(spans, "00000000000000a1");
		assertThat(root.has("parentId")).isFalse();
		assertThat(root.path("kind").stringValue()).isEqualTo("SERVER");
		assertThat(root.at("/localEndpoint/serviceName").stringValue()).isEqualTo("orders");
		assertThat(root.path("timestamp").longValue()).isEqualTo(Exports.nanos(start) / 1000);
		assertThat(root.path("duration").longValue()).isEqualTo(10_000);
		assertThat(root.path("tags").has("error")).isFalse();
		JsonNode call = span(spans, "00000000000000a2");
		assertThat(call.path("parentId").stringValue()).isEqualTo("00000000000000a1");
		assertThat(call.at("/remoteEndpoint/serviceName").stringValue()).isEqualTo("payments");
		assertThat(call.at("/remoteEndpoint/port").intValue()).isEqualTo(8081);
		JsonNode hop = span(spans, "00000000000000a3");
		assertThat(hop.path("parentId").stringValue()).isEqualTo("00000000000000a2");
		assertThat(hop.at("/localEndpoint/serviceName").stringValue()).isEqualTo("payments");
		assertThat(hop.at("/tags/error").stringValue()).isEqualTo("no funds");
		assertThat(hop.at("/tags/outcome").stringValue()).isEqualTo("SERVER_ERROR");
		assertThat(hop.at("/annotations/0/value").stringValue()).isEqualTo("declined");
		assertThat(json("/api/v2/traces?serviceName=payments&annotationQuery=error").size()).isEqualTo(1);
		JsonNode hops = json("/api/v2/dependencies?endTs=" + (System.currentTimeMillis() + 1000));
		assertThat(hops.path(0).path("parent").stringValue()).isEqualTo("orders");
		assertThat(hops.path(0).path("child").stringValue()).isEqualTo("payments");
	}

	@Test
	void zipkinKeepsToItself() throws Exception {
		awaitReady();
		HttpResponse<String> page = get("/zipkin/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).doesNotContain("src=\"http", "href=\"http");
		assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
		HttpRequest foreign = HttpRequest.newBuilder(uri.resolve("/api/v2/services"))
			.header("Origin", "http://foreign.example")
			.build();
		assertThat(client.send(foreign, BodyHandlers.ofString()).headers().firstValue("Access-Control-Allow-Origin"))
			.isEmpty();
		assertThat(Files.readString(folder.resolve("zipkin.log")).lines().filter((line) -> !line.isBlank()))
			.allSatisfy((line) -> assertThat(line).doesNotContain("Exception", " ERROR "))
			.hasSizeLessThan(10);
	}

	private static void awaitReady() throws Exception {
		long end = System.nanoTime() + READY_WITHIN.toNanos();
		while (true) {
			try {
				if (get("/health").statusCode() == 200) {
					return;
				}
			}
			catch (IOException ex) {
				// Not yet.
			}
			assertThat(zipkin.isAlive()).as(Files.readString(folder.resolve("zipkin.log"))).isTrue();
			assertThat(System.nanoTime()).as("Zipkin is not ready in time").isLessThan(end);
			Thread.sleep(200);
		}
	}

	private static ExportTraceServiceRequest trace(String service, Instant start) {
		return Exports.of(service,
				Exports.span(Exports.TRACE, 0xa1)
					.setName("POST /api/orders")
					.setKind(SpanKind.SPAN_KIND_SERVER)
					.setStatus(Status.newBuilder().setCode(StatusCode.STATUS_CODE_OK))
					.setStartTimeUnixNano(Exports.nanos(start))
					.setEndTimeUnixNano(Exports.nanos(start.plusMillis(10))),
				Exports.span(Exports.TRACE, 0xa2)
					.setName("POST")
					.setKind(SpanKind.SPAN_KIND_CLIENT)
					.setParentSpanId(Exports.bytes("00000000000000a1"))
					.addAttributes(Exports.text("http.url", "http://payments:8081/payments"))
					.setStartTimeUnixNano(Exports.nanos(start.plusMillis(1)))
					.setEndTimeUnixNano(Exports.nanos(start.plusMillis(9))));
	}

	private static void post(String type, byte[] body) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(receiver.uri().resolve("v1/traces"))
			.header("Content-Type", type)
			.POST(BodyPublishers.ofByteArray(body))
			.build();
		HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).doesNotContain("rejected");
	}

	private static JsonNode span(JsonNode spans, String id) {
		for (JsonNode span : spans) {
			if (span.path("id").stringValue().equals(id)) {
				return span;
			}
		}
		throw new AssertionError(id + " is missing in " + spans);
	}

	private static JsonNode json(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = get(path);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return mapper.readTree(response.body());
	}

	private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri.resolve(path)).timeout(Duration.ofSeconds(20)).build();
		return client.send(request, BodyHandlers.ofString());
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

}
