package dev.telltale.observability.logging;

import java.util.List;

import net.logstash.logback.mask.FieldMasker;
import net.logstash.logback.mask.MaskingJsonGenerator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;

/**
 * Masks fields by their names, also within raw JSON, which the encoder's own lets pass.
 * Not thread-safe.
 */
class FieldMaskingJsonGenerator extends MaskingJsonGenerator {

	FieldMaskingJsonGenerator(JsonGenerator delegate, List<FieldMasker> maskers) {
		super(delegate, maskers, List.of());
	}

	@Override
	public JsonGenerator writeRawValue(String text) {
		return writePOJO(StrictJsonGenerator.parse(text));
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
