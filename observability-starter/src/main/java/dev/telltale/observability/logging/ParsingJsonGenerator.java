package dev.telltale.observability.logging;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes raw JSON value by value, so that the generators it delegates to see every field
 * and text of it. Raw text that is no JSON is written as a string. Not thread-safe.
 */
class ParsingJsonGenerator extends JsonGeneratorDelegate {

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	ParsingJsonGenerator(JsonGenerator delegate) {
		super(delegate, false);
	}

	@Override
	public JsonGenerator writeRawValue(String text) {
		return writePOJO(parse(text));
	}

	private static Object parse(String text) {
		try {
			return mapper.readTree(text);
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	@Override
	public JsonGenerator writeRawValue(String text, int offset, int length) {
		return writeRawValue(text.substring(offset, offset + length));
	}

	@Override
	public JsonGenerator writeRawValue(char[] text, int offset, int length) {
		return writeRawValue(new String(text, offset, length));
	}

	@Override
	public JsonGenerator writeRawValue(SerializableString raw) {
		return writeRawValue(raw.getValue());
	}

}
