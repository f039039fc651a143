package dev.telltale.observability.logging;

import java.util.List;
import java.util.Random;

/**
 * Makes texts that break careless writers of JSON. They depend on nothing but the seed,
 * so that a failure can be repeated; a property-testing library would add shrinking, and
 * an engine that has to follow JUnit's.
 */
class Texts {

	private static final List<String> PARTS = List.of("", "\"", "\\", "\n", "\r\n", "\t", "\0", "\u001b[31m", "\u2028",
			"\u0085", "\u007f", "\uFFFF", "\uFEFF", "\uD83D\uDE00", "\uD83D", "\uDE00", "\uDE00\uD83D", "{", "}", "[]",
			":", ",", "null", "{}", "%d", "{\"a\":1}", "password=", "token: ", "Bearer ", "eyJ", "é", "日本", " ", "a",
			"-", "=");

	private final Random random;

	Texts(long seed) {
		this.random = new Random(seed);
	}

	String next() {
		int length = this.random.nextInt(12);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			switch (this.random.nextInt(8)) {
				case 0 -> text.append((char) this.random.nextInt(Character.MAX_VALUE + 1));
				case 1 -> text.append((char) this.random.nextInt(' '));
				case 2 -> text.append(PARTS.get(this.random.nextInt(PARTS.size())).repeat(this.random.nextInt(40)));
				default -> text.append(PARTS.get(this.random.nextInt(PARTS.size())));
			}
		}
		return (this.random.nextInt(200) == 0) ? text.append('x').toString().repeat(20_000) : text.toString();
	}

	int nextInt(int bound) {
		return this.random.nextInt(bound);
	}

}
