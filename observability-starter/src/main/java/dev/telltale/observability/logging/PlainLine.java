package dev.telltale.observability.logging;

import java.util.Arrays;

/**
 * One JSON object of names and texts, in a line of its own. It is measured while its
 * fields are added, so that its bytes are written once, where they stay. Not thread-safe.
 */
final class PlainLine {

	private static final int ASCII = 128;

	private static final String DIGITS = "0123456789ABCDEF";

	// How many bytes an ASCII character takes.
	private static final byte[] SIZES = new byte[ASCII];

	// What stands behind the backslash of a character, or zero if its number does.
	private static final byte[] ESCAPES = new byte[ASCII];

	static {
		Arrays.fill(SIZES, (byte) 1);
		Arrays.fill(SIZES, 0, ' ', (byte) 6);
		String escaped = "\b\t\n\f\r\"\\";
		String letters = "btnfr\"\\";
		for (int i = 0; i < escaped.length(); i++) {
			SIZES[escaped.charAt(i)] = 2;
			ESCAPES[escaped.charAt(i)] = (byte) letters.charAt(i);
		}
	}

	private final String[] texts;

	private final boolean[] plain;

	private int count;

	// Of the end: a brace and a line feed.
	private int size = 2;

	/**
	 * Create a line.
	 * @param maxFields how many fields it may get
	 */
	PlainLine(int maxFields) {
		this.texts = new String[2 * maxFields];
		this.plain = new boolean[2 * maxFields];
	}

	/**
	 * Add a field.
	 * @param name the name
	 * @param value the text
	 * @return whether both can be written: a half surrogate pair cannot, and whole ones
	 * are left to others
	 */
	boolean add(String name, String value) {
		// Comma and quotes, quotes and colon and quotes, quotes.
		this.size += 6;
		return add(name) && add(value);
	}

	private boolean add(String text) {
		int bytes = size(text);
		this.plain[this.count] = bytes == text.length();
		this.texts[this.count++] = text;
		this.size += bytes;
		return bytes >= 0;
	}

	private static int size(String text) {
		int size = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ASCII) {
				size += SIZES[c];
			}
			else if (Character.isSurrogate(c)) {
				return -1;
			}
			else {
				size += (c < 0x800) ? 2 : 3;
			}
		}
		return size;
	}

	/**
	 * Return how long the line is.
	 * @return the number of bytes
	 */
	int size() {
		return this.size;
	}

	byte[] toByteArray() {
		byte[] line = new byte[this.size];
		int position = 0;
		for (int i = 0; i < this.count; i += 2) {
			line[position++] = (byte) ((i == 0) ? '{' : ',');
			line[position++] = '"';
			position = write(i, line, position);
			line[position++] = '"';
			line[position++] = ':';
			line[position++] = '"';
			position = write(i + 1, line, position);
			line[position++] = '"';
		}
		line[position++] = '}';
		line[position] = '\n';
		return line;
	}

	// Deprecated for what it does to characters that are not ASCII: here are none.
	@SuppressWarnings("deprecation")
	private int write(int index, byte[] line, int position) {
		String text = this.texts[index];
		if (!this.plain[index]) {
			return escape(text, line, position);
		}
		text.getBytes(0, text.length(), line, position);
		return position + text.length();
	}

	private static int escape(String text, byte[] line, int start) {
		int position = start;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 0x800) {
				line[position++] = (byte) (0xE0 | (c >> 12));
				line[position++] = (byte) (0x80 | ((c >> 6) & 0x3F));
				line[position++] = (byte) (0x80 | (c & 0x3F));
			}
			else if (c >= ASCII) {
				line[position++] = (byte) (0xC0 | (c >> 6));
				line[position++] = (byte) (0x80 | (c & 0x3F));
			}
			else if (SIZES[c] == 1) {
				line[position++] = (byte) c;
			}
			else {
				line[position++] = '\\';
				if (ESCAPES[c] != 0) {
					line[position++] = ESCAPES[c];
				}
				else {
					line[position++] = 'u';
					line[position++] = '0';
					line[position++] = '0';
					line[position++] = (byte) DIGITS.charAt(c >> 4);
					line[position++] = (byte) DIGITS.charAt(c & 0xF);
				}
			}
		}
		return position;
	}

}
