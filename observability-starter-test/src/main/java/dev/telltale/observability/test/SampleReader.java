package dev.telltale.observability.test;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.telltale.observability.test.Scrape.Sample;

/**
 * Reads one sample: {@code name{label="value"} 1.0 [timestamp] [# {label="value"} 1.0]}.
 */
class SampleReader {

	private final String line;

	private int position;

	SampleReader(String line) {
		this.line = line;
	}

	Sample read() {
		String name = readUntil("{ ");
		Map<String, String> labels = (peek() == '{') ? readLabels() : Map.of();
		skipSpaces();
		double value = readValue();
		int exemplar = this.line.indexOf(" # {", this.position);
		if (exemplar < 0) {
			return new Sample(name, labels, value, null);
		}
		this.position = exemplar + 3;
		return new Sample(name, labels, value, readLabels());
	}

	private Map<String, String> readLabels() {
		Map<String, String> labels = new LinkedHashMap<>();
		expect('{');
		while (peek() != '}') {
			String key = readUntil("=");
			expect('=');
			labels.put(key, readQuoted());
			if (peek() == ',') {
				this.position++;
			}
		}
		expect('}');
		return Collections.unmodifiableMap(labels);
	}

	private String readQuoted() {
		expect('"');
		StringBuilder value = new StringBuilder();
		while (peek() != '"') {
			char character = next();
			if (character == '\\') {
				char escaped = next();
				character = (escaped == 'n') ? '\n' : escaped;
			}
			value.append(character);
		}
		expect('"');
		return value.toString();
	}

	private double readValue() {
		int end = this.line.indexOf(' ', this.position);
		String value = this.line.substring(this.position, (end < 0) ? this.line.length() : end);
		this.position += value.length();
		try {
			return switch (value) {
				case "+Inf" -> Double.POSITIVE_INFINITY;
				case "-Inf" -> Double.NEGATIVE_INFINITY;
				default -> Double.parseDouble(value);
			};
		}
		catch (NumberFormatException ex) {
			throw malformed();
		}
	}

	private String readUntil(String ends) {
		int start = this.position;
		while (ends.indexOf(peek()) < 0) {
			this.position++;
		}
		return this.line.substring(start, this.position);
	}

	private void skipSpaces() {
		while (peek() == ' ') {
			this.position++;
		}
	}

	private void expect(char character) {
		if (next() != character) {
			throw malformed();
		}
	}

	private char next() {
		char character = peek();
		this.position++;
		return character;
	}

	private char peek() {
		if (this.position >= this.line.length()) {
			throw malformed();
		}
		return this.line.charAt(this.position);
	}

	private IllegalArgumentException malformed() {
		return new IllegalArgumentException("Not a line of a scrape, at character " + this.position + ": " + this.line);
	}

}
