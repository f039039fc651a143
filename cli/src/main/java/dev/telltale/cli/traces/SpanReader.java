package dev.telltale.cli.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.ByteString;
import dev.telltale.cli.traces.Span.Event;
import dev.telltale.cli.traces.Span.Kind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes spans of an export. A span without valid ids is refused, the others are taken.
 */
final class SpanReader {

	private static final String SERVICE_NAME = "service.name";

	private static final String UNKNOWN_SERVICE = "unknown_service";

	// What tells instances and deployments apart; the rest describes the SDK.
	private static final Set<String> RESOURCE_ATTRIBUTES = Set.of("service.namespace", "service.version",
			"service.instance.id", "deployment.environment", "deployment.environment.name", "host.name",
			"k8s.namespace.name", "k8s.pod.name");

	private static final int TRACE_ID_BYTES = 16;

	private static final int SPAN_ID_BYTES = 8;

	private static final long NANOS = 1_000_000_000;

	private static final HexFormat hex = HexFormat.of();

	private static final JsonMapper mapper = new JsonMapper();

	private static final TextPool pool = new TextPool();

	private final List<Span> spans = new ArrayList<>();

	private int invalid;

	private String problem = "";

	private SpanReader() {
	}

	/**
	 * Read an export.
	 * @param request the export
	 * @return its spans
	 */
	static Result read(ExportTraceServiceRequest request) {
		SpanReader reader = new SpanReader();
		for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
			Map<String, String> resource = attributes(resourceSpans.getResource());
			String service = resource.getOrDefault(SERVICE_NAME, "");
			resource.keySet().retainAll(RESOURCE_ATTRIBUTES);
			for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
				Map<String, String> context = new LinkedHashMap<>(resource);
				addScope(context, scopeSpans.getScope());
				scopeSpans.getSpansList()
					.forEach((span) -> reader.add(span, service.isBlank() ? UNKNOWN_SERVICE : service, context));
			}
		}
		return new Result(reader.spans, reader.invalid, reader.problem);
	}

	private static void addScope(Map<String, String> context, InstrumentationScope scope) {
		if (!scope.getName().isEmpty()) {
			context.put("otel.scope.name", pool.pooled(scope.getName()));
		}
		if (!scope.getVersion().isEmpty()) {
			context.put("otel.scope.version", pool.pooled(scope.getVersion()));
		}
	}

	private void add(io.opentelemetry.proto.trace.v1.Span span, String service, Map<String, String> shared) {
		String problem = problem(span);
		if (problem != null) {
			this.invalid++;
			this.problem = this.problem.isEmpty() ? problem : this.problem;
			return;
		}
		Map<String, String> context = new LinkedHashMap<>(shared);
		addRest(context, span);
		ByteString parent = span.getParentSpanId();
		this.spans.add(new Span(id(span.getTraceId()), id(span.getSpanId()), isNone(parent) ? null : id(parent),
				service, pool.pooled(span.getName()), kind(span), instant(span.getStartTimeUnixNano()), duration(span),
				error(span), attributes(span.getAttributesList()), context, events(span)));
	}

	private static @Nullable String problem(io.opentelemetry.proto.trace.v1.Span span) {
		if (span.getTraceId().size() != TRACE_ID_BYTES || isNone(span.getTraceId())) {
			return "traceId must be %d bytes that are not all zero".formatted(TRACE_ID_BYTES);
		}
		if (span.getSpanId().size() != SPAN_ID_BYTES || isNone(span.getSpanId())) {
			return "spanId must be %d bytes that are not all zero".formatted(SPAN_ID_BYTES);
		}
		if (!isNone(span.getParentSpanId()) && span.getParentSpanId().size() != SPAN_ID_BYTES) {
			return "parentSpanId must be %d bytes, or none".formatted(SPAN_ID_BYTES);
		}
		return null;
	}

	private static boolean isNone(ByteString id) {
		for (int i = 0; i < id.size(); i++) {
			if (id.byteAt(i) != 0) {
				return false;
			}
		}
		return true;
	}

	private static String id(ByteString id) {
		return hex.formatHex(id.toByteArray());
	}

	private static Kind kind(io.opentelemetry.proto.trace.v1.Span span) {
		return switch (span.getKind()) {
			case SPAN_KIND_SERVER -> Kind.SERVER;
			case SPAN_KIND_CLIENT -> Kind.CLIENT;
			case SPAN_KIND_PRODUCER -> Kind.PRODUCER;
			case SPAN_KIND_CONSUMER -> Kind.CONSUMER;
			case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Kind.INTERNAL;
		};
	}

	private static Instant instant(long unixNanos) {
		return Instant.ofEpochSecond(Long.divideUnsigned(unixNanos, NANOS), Long.remainderUnsigned(unixNanos, NANOS));
	}

	private static Duration duration(io.opentelemetry.proto.trace.v1.Span span) {
		Duration duration = Duration.between(instant(span.getStartTimeUnixNano()), instant(span.getEndTimeUnixNano()));
		// An end that was never set, or a clock that was set back.
		return duration.isNegative() ? Duration.ZERO : duration;
	}

	private static @Nullable String error(io.opentelemetry.proto.trace.v1.Span span) {
		return (span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) ? span.getStatus().getMessage() : null;
	}

	private static List<Event> events(io.opentelemetry.proto.trace.v1.Span span) {
		return span.getEventsList()
			.stream()
			.map((event) -> new Event(instant(event.getTimeUnixNano()), event.getName(),
					attributes(event.getAttributesList())))
			.toList();
	}

	private static void addRest(Map<String, String> context, io.opentelemetry.proto.trace.v1.Span span) {
		if (!span.getTraceState().isEmpty()) {
			context.put("w3c.tracestate", span.getTraceState());
		}
		for (int i = 0; i < span.getLinksCount(); i++) {
			io.opentelemetry.proto.trace.v1.Span.Link link = span.getLinks(i);
			context.put("otel.link." + i, id(link.getTraceId()) + "-" + id(link.getSpanId()));
		}
		addCount(context, "otel.dropped_attributes_count", span.getDroppedAttributesCount());
		addCount(context, "otel.dropped_events_count", span.getDroppedEventsCount());
		addCount(context, "otel.dropped_links_count", span.getDroppedLinksCount());
	}

	private static void addCount(Map<String, String> context, String name, int count) {
		if (count != 0) {
			context.put(name, Integer.toUnsignedString(count));
		}
	}

	private static Map<String, String> attributes(Resource resource) {
		return attributes(resource.getAttributesList());
	}

	private static Map<String, String> attributes(List<KeyValue> attributes) {
		Map<String, String> texts = new LinkedHashMap<>();
		for (KeyValue attribute : attributes) {
			texts.put(pool.pooled(attribute.getKey()), pool.pooled(text(attribute.getValue())));
		}
		return texts;
	}

	private static String text(AnyValue value) {
		return switch (value.getValueCase()) {
			case ARRAY_VALUE, KVLIST_VALUE -> mapper.writeValueAsString(plain(value));
			default -> {
				Object plain = plain(value);
				yield (plain != null) ? plain.toString() : "";
			}
		};
	}

	private static @Nullable Object plain(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case BOOL_VALUE -> value.getBoolValue();
			case INT_VALUE -> value.getIntValue();
			case DOUBLE_VALUE -> value.getDoubleValue();
			case BYTES_VALUE -> Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
			case ARRAY_VALUE -> list(value.getArrayValue().getValuesList());
			case KVLIST_VALUE -> map(value.getKvlistValue().getValuesList());
			// The key of a string table, which only profiles have.
			default -> null;
		};
	}

	private static List<@Nullable Object> list(List<AnyValue> values) {
		List<@Nullable Object> list = new ArrayList<>();
		values.forEach((value) -> list.add(plain(value)));
		return list;
	}

	private static Map<String, @Nullable Object> map(List<KeyValue> values) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		values.forEach((value) -> map.put(value.getKey(), plain(value.getValue())));
		return map;
	}

	/**
	 * What an export held.
	 *
	 * @param spans the spans that are valid
	 * @param invalid how many are not
	 * @param problem what is wrong with the first of those, or empty
	 */
	record Result(List<Span> spans, int invalid, String problem) {

		int size() {
			return this.spans.size() + this.invalid;
		}

	}

}
