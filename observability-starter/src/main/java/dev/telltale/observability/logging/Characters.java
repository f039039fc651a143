package dev.telltale.observability.logging;

import java.util.Arrays;

/**
 * Looks once at each character of a text, for all who have to know what it holds.
 */
final class Characters {

	/** The text has characters that JSON strings hold in another form. */
	static final int ESCAPED = 1;

	/**
	 * The text has {@linkplain SecretMask#SIGNS characters} without which there is no
	 * secret to be seen.
	 */
	static final int SECRETIVE = 2;

	private static final int ASCII = 128;

	private static final byte[] KINDS = new byte[ASCII];

	static {
		Arrays.fill(KINDS, 0, ' ', (byte) ESCAPED);
		KINDS['"'] = ESCAPED;
		KINDS['\\'] = ESCAPED;
		for (char c : SecretMask.SIGNS.toCharArray()) {
			KINDS[c] = SECRETIVE;
		}
	}

	private Characters() {
	}

	/**
	 * Return which kinds of characters a text has, besides those that are neither.
	 * @param text the text
	 * @return the sum of its kinds
	 */
	static int kinds(String text) {
		int kinds = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			kinds |= (c < ASCII) ? KINDS[c] : ESCAPED;
		}
		return kinds;
	}

	/**
	 * Return whether a JSON string holds a character as it is, in one byte.
	 * @param c the character
	 * @return whether it is plain
	 */
	static boolean isPlain(char c) {
		return c < ASCII && (KINDS[c] & ESCAPED) == 0;
	}

}
