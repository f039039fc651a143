package dev.telltale.cli.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.traces.Span.Event;
import dev.telltale.cli.traces.Span.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZipkinJson}.
 */
class ZipkinJsonTests {

	private static final JsonMapper mapper = new JsonMapper();

	@Test
	void writesASpan() {
		Span span = new Span(Exports.TRACE, "0000000000000002", "0000000000000001", "orders", "GET /api", Kind.SERVER,
				Exports.START, Duration.ofNanos(1_234_567), null, Map.of("status", "200"),
				Map.of("otel.scope.name", "boot"), List.of());
		assertThat(json(span)).isEqualTo(mapper.readTree("""
				{"traceId": "0af7651916cd43dd8448eb211c80319c", "id": "0000000000000002",
				 "parentId": "0000000000000001", "name": "GET /api", "kind": "SERVER",
				 "timestamp": 1795780800123456, "duration": 1234, "localEndpoint": {"serviceName": "orders"},
				 "tags": {"otel.scope.name": "boot", "status": "200"}}"""));
	}

	@Test
	void leavesOutWhatIsNotKnown() {
		Span span = new Span(Exports.TRACE, "0000000000000002", null, "orders", "work", Kind.INTERNAL, Instant.EPOCH,
				Duration.ZERO, null, Map.of(), Map.of(), List.of());
		assertThat(json(span).propertyNames()).containsExactlyInAnyOrder("traceId", "id", "name", "localEndpoint",
				"tags");
	}

	@Test
	void theShortestDurationIsAMicrosecond() {
		Span span = new Span(Exports.TRACE, "0000000000000002", null, "orders", "work", Kind.INTERNAL, Exports.START,
				Duration.ofNanos(1), null, Map.of(), Map.of(), List.of());
		assertThat(json(span).path("duration").longValue()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "boom, , boom", "'', , ''", "'', IOException, IOException", "boom, IOException, boom" })
	void anErrorIsATag(String error, @Nullable String attribute, String tag) {
		JsonNode tags = json(span(Kind.INTERNAL, error, (attribute != null) ? Map.of("error", attribute) : Map.of()))
			.path("tags");
		assertThat(tags.path("error").stringValue()).isEqualTo(tag);
		assertThat(tags.path("otel.status_code").stringValue()).isEqualTo("ERROR");
	}

	@Test
	void anAttributeNamedErrorDoesNotMakeAnError() {
		JsonNode tags = json(span(Kind.INTERNAL, null, Map.of("error", "none"))).path("tags");
		assertThat(tags).isEqualTo(mapper.readTree("{\"attribute.error\": \"none\"}"));
	}

	@Test
	void eventsAreAnnotations() {
		Span span = new Span(Exports.TRACE, "0000000000000002", null, "orders", "work", Kind.INTERNAL, Exports.START,
				Duration.ZERO, null, Map.of(), Map.of(), List.of(new Event(Exports.START, "retry", Map.of()),
						new Event(Exports.START.plusMillis(1), "exception", Map.of("type", "E", "message", "a\nb"))));
		assertThat(json(span).path("annotations")).isEqualTo(mapper.readTree("""
				[{"timestamp": 1795780800123456, "value": "retry"},
				 {"timestamp": 1795780800124456,
				  "value": "\\"exception\\": {\\"message\\":\\"a\\\\nb\\",\\"type\\":\\"E\\"}"}]"""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"peer.service=payments server.address=10.0.0.1|{\"serviceName\":\"payments\"}",
			"server.address=payments.example server.port=8081|{\"serviceName\":\"payments.example\",\"port\":8081}",
			"server.address=10.0.0.1 server.port=99999|{\"ipv4\":\"10.0.0.1\"}",
			"network.peer.address=::1 network.peer.port=5432|{\"ipv6\":\"::1\",\"port\":5432}",
			"http.url=http://payments:8081/pay|{\"serviceName\":\"payments\",\"port\":8081}",
			"client.name=payments http.url=http://payments:8081/pay|{\"serviceName\":\"payments\",\"port\":8081}",
			"http.url=/pay|", "http.url=%%%|", "other=1|" })
	void namesThePeerOfAClient(String attributes, @Nullable String peer) {
		Map<String, String> map = new HashMap<>();
		for (String attribute : attributes.split(" ")) {
			String[] parts = attribute.split("=", 2);
			map.put(parts[0], parts[1]);
		}
		JsonNode json = json(span(Kind.CLIENT, null, map)).path("remoteEndpoint");
		if (peer != null) {
			assertThat(json).isEqualTo(mapper.readTree(peer));
		}
		else {
			assertThat(json.isMissingNode()).isTrue();
		}
		assertThat(json(span(Kind.SERVER, null, map)).has("remoteEndpoint")).isFalse();
	}

	private static Span span(Kind kind, @Nullable String error, Map<String, String> attributes) {
		return new Span(Exports.TRACE, "0000000000000002", null, "orders", "work", kind, Exports.START,
				Duration.ofMillis(1), error, attributes, Map.of(), List.of());
	}

	private static JsonNode json(Span span) {
		return mapper.readTree(ZipkinJson.write(List.of(span))).path(0);
	}

}
