package dev.telltale.observability.logging;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes one valid JSON object whatever it is given: no name twice in the line's own
 * object, no half surrogate pair, no value that is too long, no secret within a text. Raw
 * text must not reach it: a {@link ParsingJsonGenerator} stands before it. Not
 * thread-safe.
 */
class StrictJsonGenerator extends JsonGeneratorDelegate {

	private static final char REPLACEMENT = '\uFFFD';

	private static final int MAX_NAME_LENGTH = 256;

	private static final int MAX_WORD_LENGTH = 128;

	private final Set<String> names = new HashSet<>();

	private final Limits limits;

	private final @Nullable SecretMask mask;

	StrictJsonGenerator(JsonGenerator delegate, Limits limits, @Nullable SecretMask mask) {
		super(delegate, false);
		this.limits = limits;
		this.mask = mask;
	}

	@Override
	public JsonGenerator writeStartObject() {
		if (this.delegate.streamWriteContext().inRoot()) {
			this.names.clear();
		}
		return super.writeStartObject();
	}

	@Override
	public JsonGenerator writeName(@Nullable String name) {
		String valid = cut(wellFormed(String.valueOf(name)), MAX_NAME_LENGTH);
		return super.writeName(inLine() ? unique(valid) : valid);
	}

	@Override
	public JsonGenerator writeName(SerializableString name) {
		return inLine() ? writeName(name.getValue()) : super.writeName(name);
	}

	private boolean inLine() {
		return this.delegate.streamWriteContext().getParent().inRoot();
	}

	/**
	 * The vocabulary's fields come first, so it is always an application's own field that
	 * has to give way.
	 */
	private String unique(String name) {
		if (this.names.add(name)) {
			return name;
		}
		int number = 2;
		while (!this.names.add(name + '_' + number)) {
			number++;
		}
		return name + '_' + number;
	}

	@Override
	public JsonGenerator writeString(@Nullable String value) {
		return super.writeString((value != null) ? valid(value) : null);
	}

	@Override
	public JsonGenerator writeString(char[] text, int offset, int length) {
		return writeString(new String(text, offset, length));
	}

	@Override
	public JsonGenerator writeString(SerializableString value) {
		return writeString(value.getValue());
	}

	@Override
	public JsonGenerator writeString(Reader reader, int length) {
		// One character more shows that there is more.
		char[] text = new char[this.limits.value() + 1];
		try {
			int read = 0;
			int count = 0;
			while (read < text.length && (count = reader.read(text, read, text.length - read)) >= 0) {
				read += count;
			}
			return writeString(text, 0, read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] text, int offset, int length) {
		return writeString(new String(text, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] text, int offset, int length) {
		return writeUTF8String(text, offset, length);
	}

	private String valid(String value) {
		String result = value;
		if (result.length() > this.limits.value()) {
			String name = inLine() ? this.delegate.streamWriteContext().currentName() : null;
			result = cut(result, this.limits.of(name));
		}
		result = wellFormed(result);
		return (this.mask != null) ? this.mask.mask(result) : result;
	}

	/**
	 * Cut a text before the word that crosses the limit, lest the first half of a secret
	 * stay behind unrecognised.
	 */
	private static String cut(String text, int limit) {
		if (text.length() <= limit) {
			return text;
		}
		int end = limit;
		while (end > limit - MAX_WORD_LENGTH && text.charAt(end) > ' ') {
			end--;
		}
		end = (end > limit - MAX_WORD_LENGTH) ? end : limit;
		return text.substring(0, end) + " ... (" + (text.length() - end) + " more characters)";
	}

	private static String wellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return replaceHalfPairs(text, i);
			}
		}
		return text;
	}

	private static String replaceHalfPairs(String text, int start) {
		StringBuilder result = null;
		int index = start;
		while (index < text.length()) {
			char c = text.charAt(index);
			if (!Character.isSurrogate(c)) {
				index++;
			}
			else if (Character.isHighSurrogate(c) && index + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(index + 1))) {
				index += 2;
			}
			else {
				result = (result != null) ? result : new StringBuilder(text);
				result.setCharAt(index++, REPLACEMENT);
			}
		}
		return (result != null) ? result.toString() : text;
	}

}
