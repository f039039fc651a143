package dev.telltale.cli.traces;

import java.nio.charset.StandardCharsets;

import dev.telltale.tools.http.RefusedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OtlpJson}.
 */
class OtlpJsonTests {

	@Test
	void readsEveryKindOfField() throws RefusedException {
		Span span = span("""
				"traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
				"parentSpanId": "", "name": "caf\\u00e9", "kind": 2, "flags": 257,
				"startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": 1544712661000000000,
				"status": {"code": 2, "message": "boom"},
				"attributes": [
				  {"key": "text", "value": {"stringValue": "a"}},
				  {"key": "false", "value": {"boolValue": false}},
				  {"key": "int", "value": {"intValue": "-7"}},
				  {"key": "number", "value": {"intValue": 7}},
				  {"key": "double", "value": {"doubleValue": 1.5}},
				  {"key": "nan", "value": {"doubleValue": "NaN"}},
				  {"key": "bytes", "value": {"bytesValue": "AQI="}},
				  {"key": "list", "value": {"arrayValue": {"values": [{"stringValue": "x"}, {"intValue": 1}]}}},
				  {"key": "map", "value": {"kvlistValue": {"values": [{"key": "k", "value": {"stringValue": "v"}}]}}},
				  {"key": "none", "value": null}
				]""");
		assertThat(span.getTraceId()).isEqualTo(Exports.bytes("5b8efff798038103d269b633813fc60c"));
		assertThat(span.getSpanId()).isEqualTo(Exports.bytes("eee19b7ec3c1b174"));
		assertThat(span.getParentSpanId().isEmpty()).isTrue();
		assertThat(span.getName()).isEqualTo("café");
		assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
		assertThat(span.getFlags()).isEqualTo(257);
		assertThat(span.getStartTimeUnixNano()).isEqualTo(1544712660000000000L);
		assertThat(span.getEndTimeUnixNano()).isEqualTo(1544712661000000000L);
		assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(value(span, 0).getStringValue()).isEqualTo("a");
		assertThat(value(span, 1).hasBoolValue()).isTrue();
		assertThat(value(span, 2).getIntValue()).isEqualTo(-7);
		assertThat(value(span, 3).getIntValue()).isEqualTo(7);
		assertThat(value(span, 4).getDoubleValue()).isEqualTo(1.5);
		assertThat(value(span, 5).getDoubleValue()).isNaN();
		assertThat(value(span, 6).getBytesValue().toByteArray()).containsExactly(1, 2);
		assertThat(value(span, 7).getArrayValue().getValuesCount()).isEqualTo(2);
		assertThat(value(span, 8).getKvlistValue().getValues(0).getKey()).isEqualTo("k");
		assertThat(span.getAttributes(9).hasValue()).isFalse();
	}

	@Test
	void passesOverUnknownFieldsAndEnums() throws RefusedException {
		Span span = span("""
				"name": "a", "kind": 99, "invented": {"deep": [1, {"er": 2}]}, "trace_id": "not hexadecimal\"""");
		assertThat(span.getName()).isEqualTo("a");
		assertThat(span.getKind()).isEqualTo(Span.SpanKind.UNRECOGNIZED);
		assertThat(span.getTraceId().isEmpty()).isTrue();
	}

	@Test
	void takesAnEmptyExport() throws RefusedException {
		assertThat(parse("{}").getResourceSpansCount()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "|the body is not a JSON object", "[]|the body is not a JSON object", "{|the body is not JSON",
					"{} {}|something follows the JSON object", "{\"a\":NaN}|the body is not JSON in line 1, column",
					"{\"resourceSpans\":{}}|resourceSpans must be a list (line 1, column",
					"{\"resourceSpans\":[1]}|resourceSpans must be an object",
					"{\"resourceSpans\":[null]}|resourceSpans must be an object" })
	void refusesWhatIsNoExport(String json, String message) {
		assertRefused((json != null) ? json : "", message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "\"name\": 1|name must be text", "\"traceId\": \"xyz\"|traceId must be hexadecimal digits",
					"\"traceId\": 1|traceId must be text", "\"kind\": \"SPAN_KIND_SERVER\"|kind must be a whole number",
					"\"kind\": true|kind must be a number", "\"kind\": 1.5|kind must be a whole number",
					"\"kind\": {}|kind must be a number",
					"\"startTimeUnixNano\": \"-1\"|startTimeUnixNano must be a whole number from 0 on",
					"\"status\": []|status must be an object",
					"\"attributes\": [{\"value\": {\"boolValue\": 1}}]|boolValue must be true or false",
					"\"attributes\": [{\"value\": {\"bytesValue\": \"?\"}}]|bytesValue must be base64" })
	void refusesAFieldOfAnotherType(String field, String message) {
		assertRefused(wrap(field), message);
	}

	@Test
	void refusesEndlessNesting() {
		String open = "{\"arrayValue\":{\"values\":[".repeat(60);
		String close = "]}}".repeat(60);
		assertRefused(wrap("\"attributes\":[{\"key\":\"a\",\"value\":" + open + close + "}]"),
				"it is nested more than 100 times");
	}

	private static void assertRefused(String json, String message) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> parse(json))
			.withMessageStartingWith("Not an export of traces: " + message)
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(400))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1).doesNotContain("tools."));
	}

	private static AnyValue value(Span span, int index) {
		return span.getAttributes(index).getValue();
	}

	private static Span span(String fields) throws RefusedException {
		return parse(wrap(fields)).getResourceSpans(0).getScopeSpans(0).getSpans(0);
	}

	private static String wrap(String fields) {
		return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}";
	}

	private static ExportTraceServiceRequest parse(String json) throws RefusedException {
		return OtlpJson.parse(json.getBytes(StandardCharsets.UTF_8));
	}

}
