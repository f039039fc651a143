package dev.telltale.cli.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Exports of traces to test with.
 */
final class Exports {

	static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	static final Instant START = Instant.parse("2026-11-27T12:00:00.123456789Z");

	private Exports() {
	}

	static ExportTraceServiceRequest of(String service, Span.Builder... spans) {
		ScopeSpans.Builder scope = ScopeSpans.newBuilder();
		List.of(spans).forEach(scope::addSpans);
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.setResource(Resource.newBuilder().addAttributes(text("service.name", service)))
				.addScopeSpans(scope))
			.build();
	}

	static Span.Builder span(String trace, long id) {
		return Span.newBuilder()
			.setTraceId(bytes(trace))
			.setSpanId(bytes("%016x".formatted(id)))
			.setName("work")
			.setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
			.setStartTimeUnixNano(nanos(START))
			.setEndTimeUnixNano(nanos(START.plusMillis(25)));
	}

	static dev.telltale.cli.traces.Span plain(String trace, long id) {
		return new dev.telltale.cli.traces.Span(trace, "%016x".formatted(id), null, "orders", "work",
				dev.telltale.cli.traces.Span.Kind.INTERNAL, START, Duration.ofMillis(25), null, Map.of(), Map.of(),
				List.of());
	}

	static String trace(long number) {
		return "%032x".formatted(number);
	}

	static KeyValue text(String key, String value) {
		return KeyValue.newBuilder().setKey(key).setValue(AnyValue.newBuilder().setStringValue(value)).build();
	}

	static ByteString bytes(String hex) {
		return ByteString.copyFrom(HexFormat.of().parseHex(hex));
	}

	static long nanos(Instant time) {
		return time.getEpochSecond() * 1_000_000_000 + time.getNano();
	}

}
