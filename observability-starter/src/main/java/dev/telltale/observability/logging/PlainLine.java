package dev.telltale.observability.logging;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A line put together of pieces: text that is JSON already, and text that is to stand in
 * a JSON string. It is measured while pieces are added, so that its bytes are written
 * once, where they stay. Not thread-safe.
 */
final class PlainLine implements Line {

	private static final String WITH_LETTERS = "\b\t\n\f\r\"\\";

	private static final String LETTERS = "btnfr\"\\";

	private static final String DIGITS = "0123456789ABCDEF";

	// Bytes of JSON, or texts without any character that would have to be escaped.
	private final Object[] pieces;

	private int count;

	private int size;

	private boolean refused;

	/**
	 * Create a line.
	 * @param maxPieces how many pieces it may get
	 */
	PlainLine(int maxPieces) {
		this.pieces = new Object[maxPieces];
	}

	/**
	 * Return what JSON strings hold for a text.
	 * @param text the text
	 * @return its bytes, or {@code null} if it has surrogates: half a pair cannot be
	 * written, and whole ones are left to others
	 */
	static byte @Nullable [] escape(String text) {
		StringBuilder escaped = new StringBuilder(text.length() + 16);
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)) {
				return null;
			}
			if (Characters.isPlain(c)) {
				escaped.append(c);
			}
			else {
				escape(c, escaped);
			}
		}
		return escaped.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void escape(char c, StringBuilder escaped) {
		int letter = WITH_LETTERS.indexOf(c);
		if (letter >= 0) {
			escaped.append('\\').append(LETTERS.charAt(letter));
		}
		else if (c < ' ') {
			escaped.append("\\u00").append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xF));
		}
		else {
			escaped.append(c);
		}
	}

	/**
	 * Add JSON.
	 * @param json its bytes
	 */
	void add(byte[] json) {
		this.pieces[this.count++] = json;
		this.size += json.length;
	}

	/**
	 * Add what stands in a JSON string as it is.
	 * @param text a text of plain characters
	 */
	void addPlain(String text) {
		this.pieces[this.count++] = text;
		this.size += text.length();
	}

	/**
	 * Say that the line cannot be written this way.
	 */
	void refuse() {
		this.refused = true;
	}

	/**
	 * Return whether anything about the line cannot be written this way.
	 * @return whether it must not be used
	 */
	boolean isRefused() {
		return this.refused;
	}

	@Override
	public int size() {
		return this.size;
	}

	@Override
	public void writeTo(byte[] bytes, int offset) {
		int position = offset;
		for (int i = 0; i < this.count; i++) {
			Object piece = this.pieces[i];
			position += (piece instanceof String text) ? write(text, bytes, position)
					: write((byte[]) piece, bytes, position);
		}
	}

	// Deprecated for what it does to characters that are not ASCII: here are none.
	@SuppressWarnings("deprecation")
	private static int write(String text, byte[] bytes, int position) {
		text.getBytes(0, text.length(), bytes, position);
		return text.length();
	}

	private static int write(byte[] piece, byte[] bytes, int position) {
		System.arraycopy(piece, 0, bytes, position, piece.length);
		return piece.length;
	}

}
