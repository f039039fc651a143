package dev.telltale.cli.traces;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.telltale.cli.traces.Span.Event;
import dev.telltale.cli.traces.Span.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes spans as Zipkin's JSON, version 2, in the way that OpenTelemetry's specification
 * maps them.
 */
final class ZipkinJson {

	private static final String ERROR = "error";

	// The first that a span has names its peer.
	private static final List<String> PEERS = List.of("service.peer.name", "peer.service", "server.address",
			"network.peer.address", "net.peer.name", "client.name");

	private static final List<String> PORTS = List.of("server.port", "network.peer.port", "net.peer.port");

	private static final List<String> ADDRESSES = List.of("url.full", "http.url");

	private static final String IP = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*";

	private static final JsonMapper mapper = new JsonMapper();

	private ZipkinJson() {
	}

	/**
	 * Write spans.
	 * @param spans the spans
	 * @return the body of a request to Zipkin
	 */
	static byte[] write(List<Span> spans) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (JsonGenerator json = mapper.createGenerator(out)) {
			json.writeStartArray();
			spans.forEach((span) -> write(json, span));
			json.writeEndArray();
		}
		return out.toByteArray();
	}

	private static void write(JsonGenerator json, Span span) {
		json.writeStartObject();
		json.writeStringProperty("traceId", span.traceId());
		json.writeStringProperty("id", span.id());
		if (span.parentId() != null) {
			json.writeStringProperty("parentId", span.parentId());
		}
		json.writeStringProperty("name", span.name());
		if (span.kind() != Kind.INTERNAL) {
			json.writeStringProperty("kind", span.kind().name());
		}
		long start = micros(span.start());
		if (start > 0) {
			json.writeNumberProperty("timestamp", start);
		}
		if (!span.duration().isZero()) {
			// Zipkin takes zero for unknown.
			json.writeNumberProperty("duration", Math.max(1, micros(Instant.EPOCH.plus(span.duration()))));
		}
		json.writeName("localEndpoint").writeStartObject();
		json.writeStringProperty("serviceName", span.service());
		json.writeEndObject();
		writePeer(json, span);
		writeAnnotations(json, span);
		writeTexts(json, "tags", tags(span));
		json.writeEndObject();
	}

	private static long micros(Instant time) {
		return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
	}

	private static Map<String, String> tags(Span span) {
		Map<String, String> tags = new TreeMap<>(span.context());
		tags.putAll(span.attributes());
		if (span.error() != null) {
			tags.put("otel.status_code", "ERROR");
			// Zipkin shows what has this tag in red.
			tags.merge(ERROR, span.error(), (own, description) -> description.isEmpty() ? own : description);
		}
		else if (tags.containsKey(ERROR)) {
			tags.put("attribute." + ERROR, tags.remove(ERROR));
		}
		return tags;
	}

	private static void writeAnnotations(JsonGenerator json, Span span) {
		if (span.events().isEmpty()) {
			return;
		}
		json.writeName("annotations").writeStartArray();
		for (Event event : span.events()) {
			json.writeStartObject();
			json.writeNumberProperty("timestamp", Math.max(1, micros(event.time())));
			json.writeStringProperty("value", value(event));
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	private static String value(Event event) {
		if (event.attributes().isEmpty()) {
			return event.name();
		}
		return mapper.writeValueAsString(event.name()) + ": "
				+ mapper.writeValueAsString(new TreeMap<>(event.attributes()));
	}

	private static void writePeer(JsonGenerator json, Span span) {
		if (span.kind() == Kind.INTERNAL || span.kind() == Kind.SERVER) {
			return;
		}
		URI address = address(span);
		String name = first(span, PEERS);
		if (name == null && address != null) {
			name = address.getHost();
		}
		if (name == null) {
			return;
		}
		Map<String, Object> peer = new LinkedHashMap<>();
		if (name.matches(IP)) {
			peer.put(name.contains(":") ? "ipv6" : "ipv4", name);
		}
		else {
			peer.put("serviceName", name);
		}
		Integer port = port(first(span, PORTS));
		if (port == null && address != null && name.equals(address.getHost())) {
			port = port(Integer.toString(address.getPort()));
		}
		if (port != null) {
			peer.put("port", port);
		}
		json.writePOJOProperty("remoteEndpoint", peer);
	}

	private static @Nullable URI address(Span span) {
		String address = first(span, ADDRESSES);
		try {
			URI uri = (address != null) ? new URI(address) : null;
			return (uri != null && uri.getHost() != null) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static @Nullable String first(Span span, List<String> names) {
		for (String name : names) {
			String value = span.attributes().get(name);
			if (value != null && !value.isBlank()) {
				return value;
			}
		}
		return null;
	}

	private static @Nullable Integer port(@Nullable String text) {
		if (text == null || !text.matches("\\d{1,5}")) {
			return null;
		}
		int port = Integer.parseInt(text);
		return (port > 0 && port <= 65535) ? port : null;
	}

	private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts) {
		json.writeName(name).writeStartObject();
		texts.forEach(json::writeStringProperty);
		json.writeEndObject();
	}

}
