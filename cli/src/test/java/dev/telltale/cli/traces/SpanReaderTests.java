package dev.telltale.cli.traces;

import java.time.Duration;
import java.util.Map;

import dev.telltale.cli.traces.Span.Event;
import dev.telltale.cli.traces.Span.Kind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanReader}.
 */
class SpanReaderTests {

	@Test
	void readsIdsTimesAndService() {
		Span span = read(Exports.span(Exports.TRACE, 2).setParentSpanId(Exports.bytes("0000000000000001")));
		assertThat(span.traceId()).isEqualTo(Exports.TRACE);
		assertThat(span.id()).isEqualTo("0000000000000002");
		assertThat(span.parentId()).isEqualTo("0000000000000001");
		assertThat(span.service()).isEqualTo("orders");
		assertThat(span.name()).isEqualTo("work");
		assertThat(span.start()).isEqualTo(Exports.START);
		assertThat(span.duration()).isEqualTo(Duration.ofMillis(25));
		assertThat(span.isError()).isFalse();
	}

	@Test
	void aSpanWithoutParentBeginsTheTrace() {
		assertThat(read(Exports.span(Exports.TRACE, 1)).parentId()).isNull();
		assertThat(read(Exports.span(Exports.TRACE, 1).setParentSpanId(Exports.bytes("0000000000000000"))).parentId())
			.isNull();
	}

	@ParameterizedTest
	@CsvSource({ "SPAN_KIND_UNSPECIFIED, INTERNAL", "SPAN_KIND_INTERNAL, INTERNAL", "SPAN_KIND_SERVER, SERVER",
			"SPAN_KIND_CLIENT, CLIENT", "SPAN_KIND_PRODUCER, PRODUCER", "SPAN_KIND_CONSUMER, CONSUMER" })
	void readsTheKind(SpanKind otlp, Kind kind) {
		assertThat(read(Exports.span(Exports.TRACE, 1).setKind(otlp)).kind()).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "STATUS_CODE_UNSET, boom,", "STATUS_CODE_OK, boom,", "STATUS_CODE_ERROR, boom, boom",
			"STATUS_CODE_ERROR, '', ''" })
	void readsTheError(StatusCode code, String message, String error) {
		Span span = read(
				Exports.span(Exports.TRACE, 1).setStatus(Status.newBuilder().setCode(code).setMessage(message)));
		assertThat(span.error()).isEqualTo(error);
	}

	@Test
	void writesAttributesAsText() {
		Span span = read(Exports.span(Exports.TRACE, 1)
			.addAttributes(Exports.text("text", "a"))
			.addAttributes(attribute("int", AnyValue.newBuilder().setIntValue(-1)))
			.addAttributes(attribute("bool", AnyValue.newBuilder().setBoolValue(true)))
			.addAttributes(attribute("double", AnyValue.newBuilder().setDoubleValue(0.5)))
			.addAttributes(attribute("bytes", AnyValue.newBuilder().setBytesValue(Exports.bytes("0102"))))
			.addAttributes(attribute("empty", AnyValue.newBuilder()))
			.addAttributes(attribute("list",
					AnyValue.newBuilder()
						.setArrayValue(ArrayValue.newBuilder()
							.addValues(AnyValue.newBuilder().setStringValue("x\""))
							.addValues(AnyValue.newBuilder().setIntValue(1))
							.addValues(AnyValue.newBuilder()))))
			.addAttributes(attribute("map", AnyValue.newBuilder()
				.setKvlistValue(KeyValueList.newBuilder().addValues(Exports.text("k", "v"))))));
		assertThat(span.attributes()).isEqualTo(Map.of("text", "a", "int", "-1", "bool", "true", "double", "0.5",
				"bytes", "AQI=", "empty", "", "list", "[\"x\\\"\",1,null]", "map", "{\"k\":\"v\"}"));
	}

	@Test
	void keepsWhatTellsInstancesApartAndTheScope() {
		ExportTraceServiceRequest request = ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.setResource(Resource.newBuilder()
					.addAttributes(Exports.text("service.name", "orders"))
					.addAttributes(Exports.text("service.version", "1.2"))
					.addAttributes(Exports.text("telemetry.sdk.language", "java")))
				.addScopeSpans(ScopeSpans.newBuilder()
					.setScope(InstrumentationScope.newBuilder().setName("boot").setVersion("4"))
					.addSpans(Exports.span(Exports.TRACE, 1)
						.setTraceState("a=b")
						.setDroppedEventsCount(3)
						.addLinks(io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
							.setTraceId(Exports.bytes(Exports.trace(9)))
							.setSpanId(Exports.bytes("0000000000000008"))))))
			.build();
		assertThat(SpanReader.read(request).spans()).singleElement()
			.satisfies((span) -> assertThat(span.context()).isEqualTo(Map.of("service.version", "1.2",
					"otel.scope.name", "boot", "otel.scope.version", "4", "w3c.tracestate", "a=b",
					"otel.dropped_events_count", "3", "otel.link.0", Exports.trace(9) + "-0000000000000008")));
	}

	@Test
	void readsEvents() {
		Span span = read(Exports.span(Exports.TRACE, 1)
			.addEvents(io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
				.setTimeUnixNano(Exports.nanos(Exports.START))
				.setName("exception")
				.addAttributes(Exports.text("exception.type", "E"))));
		assertThat(span.events()).containsExactly(new Event(Exports.START, "exception", Map.of("exception.type", "E")));
	}

	@Test
	void anEndBeforeTheStartIsAnUnknownDuration() {
		assertThat(read(Exports.span(Exports.TRACE, 1).setEndTimeUnixNano(0)).duration()).isZero();
	}

	@Test
	void aServiceWithoutNameIsUnknown() {
		ExportTraceServiceRequest request = Exports.of("", Exports.span(Exports.TRACE, 1));
		assertThat(SpanReader.read(request).spans()).singleElement()
			.satisfies((span) -> assertThat(span.service()).isEqualTo("unknown_service"));
	}

	@ParameterizedTest
	@CsvSource({ "'', 0000000000000001, '', traceId must be 16 bytes",
			"00000000000000000000000000000000, 0000000000000001, '', traceId must be 16 bytes",
			"0af7651916cd43dd, 0000000000000001, '', traceId must be 16 bytes",
			"0af7651916cd43dd8448eb211c80319c, '', '', spanId must be 8 bytes",
			"0af7651916cd43dd8448eb211c80319c, 0000000000000000, '', spanId must be 8 bytes",
			"0af7651916cd43dd8448eb211c80319c, 0000000000000001, 01, parentSpanId must be 8 bytes" })
	void refusesInvalidIdsAndTakesTheOthers(String trace, String id, String parent, String problem) {
		ExportTraceServiceRequest request = Exports.of("orders", Exports.span(Exports.TRACE, 7),
				Exports.span(Exports.TRACE, 8)
					.setTraceId(Exports.bytes(trace))
					.setSpanId(Exports.bytes(id))
					.setParentSpanId(Exports.bytes(parent)));
		SpanReader.Result result = SpanReader.read(request);
		assertThat(result.spans()).extracting(Span::id).containsExactly("0000000000000007");
		assertThat(result.invalid()).isEqualTo(1);
		assertThat(result.problem()).startsWith(problem);
	}

	private static KeyValue attribute(String key, AnyValue.Builder value) {
		return KeyValue.newBuilder().setKey(key).setValue(value).build();
	}

	private static Span read(io.opentelemetry.proto.trace.v1.Span.Builder span) {
		SpanReader.Result result = SpanReader.read(Exports.of("orders", span));
		assertThat(result.invalid()).isZero();
		return result.spans().get(0);
	}

}
