package dev.telltale.cli.traces;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.telltale.tools.http.RefusedException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads OTLP's JSON. It is protobuf's mapping with three differences, for which
 * protobuf's own reader does not serve: ids are hexadecimal, enums are numbers, and
 * unknown fields are passed over.
 */
final class OtlpJson {

	// As deep as protobuf reads.
	private static final int MAX_DEPTH = 100;

	private static final Set<String> HEXADECIMAL = Set.of("trace_id", "span_id", "parent_span_id");

	private static final JsonFactory factory = new JsonFactory();

	private static final Map<Descriptor, Map<String, FieldDescriptor>> fields = new ConcurrentHashMap<>();

	private OtlpJson() {
	}

	/**
	 * Parse a request.
	 * @param body the JSON
	 * @return the request
	 * @throws RefusedException if it is none
	 */
	static ExportTraceServiceRequest parse(byte[] body) throws RefusedException {
		ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw refused("the body is not a JSON object", parser);
			}
			readMessage(parser, request, 0);
			if (parser.nextToken() != null) {
				throw refused("something follows the JSON object", parser);
			}
		}
		catch (JacksonException ex) {
			TokenStreamLocation location = ex.getLocation();
			throw new RefusedException(400, "Not an export of traces: the body is not JSON" + ((location != null)
					? " in line %d, column %d".formatted(location.getLineNr(), location.getColumnNr()) : ""));
		}
		return request.build();
	}

	private static void readMessage(JsonParser parser, Message.Builder message, int depth) throws RefusedException {
		if (depth > MAX_DEPTH) {
			throw refused("it is nested more than %d times".formatted(MAX_DEPTH), parser);
		}
		Map<String, FieldDescriptor> known = fields(message.getDescriptorForType());
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			FieldDescriptor field = known.get(parser.currentName());
			JsonToken token = parser.nextToken();
			if (field == null) {
				parser.skipChildren();
			}
			else if (token == JsonToken.VALUE_NULL) {
				message.clearField(field);
			}
			else if (field.isRepeated()) {
				readList(parser, message, field, depth);
			}
			else {
				message.setField(field, value(parser, message, field, depth));
			}
		}
	}

	private static void readList(JsonParser parser, Message.Builder message, FieldDescriptor field, int depth)
			throws RefusedException {
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			throw refused(field, "a list", parser);
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			message.addRepeatedField(field, value(parser, message, field, depth));
		}
	}

	private static Object value(JsonParser parser, Message.Builder message, FieldDescriptor field, int depth)
			throws RefusedException {
		JsonToken token = parser.currentToken();
		JavaType type = field.getJavaType();
		if (type == JavaType.MESSAGE) {
			if (token != JsonToken.START_OBJECT) {
				throw refused(field, "an object", parser);
			}
			Message.Builder nested = message.newBuilderForField(field);
			readMessage(parser, nested, depth + 1);
			return nested.build();
		}
		if (type == JavaType.BOOLEAN) {
			if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
				throw refused(field, "true or false", parser);
			}
			return token == JsonToken.VALUE_TRUE;
		}
		if (token != JsonToken.VALUE_STRING && (type == JavaType.STRING || type == JavaType.BYTE_STRING)) {
			throw refused(field, "text", parser);
		}
		if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
			throw refused(field, "a number", parser);
		}
		try {
			return scalar(parser.getString(), field);
		}
		catch (IllegalArgumentException ex) {
			throw refused(field, expected(field), parser);
		}
	}

	private static Object scalar(String text, FieldDescriptor field) {
		return switch (field.getJavaType()) {
			case STRING -> text;
			case BYTE_STRING -> ByteString
				.copyFrom(HEXADECIMAL.contains(field.getName()) ? HexFormat.of().parseHex(text) : base64(text));
			case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(Integer.parseInt(text));
			case INT -> isUnsigned(field) ? Integer.parseUnsignedInt(text) : Integer.parseInt(text);
			case LONG -> isUnsigned(field) ? Long.parseUnsignedLong(text) : Long.parseLong(text);
			case DOUBLE -> Double.parseDouble(text);
			case FLOAT -> Float.parseFloat(text);
			case BOOLEAN, MESSAGE -> throw new IllegalStateException();
		};
	}

	private static byte[] base64(String text) {
		return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
	}

	private static boolean isUnsigned(FieldDescriptor field) {
		return switch (field.getType()) {
			case FIXED32, FIXED64, UINT32, UINT64 -> true;
			default -> false;
		};
	}

	private static String expected(FieldDescriptor field) {
		return switch (field.getJavaType()) {
			case BYTE_STRING -> HEXADECIMAL.contains(field.getName()) ? "hexadecimal digits" : "base64";
			case DOUBLE, FLOAT -> "a number";
			default -> isUnsigned(field) ? "a whole number from 0 on" : "a whole number";
		};
	}

	private static Map<String, FieldDescriptor> fields(Descriptor message) {
		return fields.computeIfAbsent(message,
				(type) -> type.getFields()
					.stream()
					.collect(Collectors.toMap(FieldDescriptor::getJsonName, Function.identity())));
	}

	private static RefusedException refused(FieldDescriptor field, String expected, JsonParser parser) {
		return refused("%s must be %s".formatted(field.getJsonName(), expected), parser);
	}

	private static RefusedException refused(String what, JsonParser parser) {
		TokenStreamLocation location = parser.currentTokenLocation();
		return new RefusedException(400, "Not an export of traces: %s (line %d, column %d)".formatted(what,
				location.getLineNr(), location.getColumnNr()));
	}

}
