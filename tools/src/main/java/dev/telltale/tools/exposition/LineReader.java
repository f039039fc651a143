package dev.telltale.tools.exposition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one line of an exposition from left to right.
 */
final class LineReader {

	private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

	/** Few digits of exponent: {@link BigDecimal} would write the others out. */
	private static final Pattern SECONDS = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,2})?");

	private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{1,18}");

	private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

	private final int number;

	private final String line;

	private final Format format;

	private int position;

	LineReader(int number, String line, Format format) {
		this.number = number;
		this.line = line;
		this.format = format;
	}

	ExpositionException problem(String problem) {
		return new ExpositionException(this.number, problem);
	}

	boolean atEnd() {
		return this.position == this.line.length();
	}

	boolean next(char expected) {
		if (atEnd() || this.line.charAt(this.position) != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	/** Skip what separates words: one space in OpenMetrics, else spaces and tabs. */
	boolean gap() {
		int start = this.position;
		while (!atEnd() && isBlank(this.line.charAt(this.position))
				&& (this.format == Format.PROMETHEUS_TEXT || this.position == start)) {
			this.position++;
		}
		return this.position > start;
	}

	void requireGap(String what) {
		if (!gap()) {
			throw problem("expected a space before " + what + ", found " + rest());
		}
	}

	String metricName() {
		return name(METRIC_NAME, "a metric name");
	}

	Map<String, String> labels() {
		Map<String, String> labels = new LinkedHashMap<>();
		if (!next('{')) {
			return labels;
		}
		blanks();
		while (!next('}')) {
			String name = name(LABEL_NAME, "a label name or }");
			blanks();
			if (!next('=')) {
				throw problem("expected = after label " + name + ", found " + rest());
			}
			blanks();
			if (labels.put(name, quoted(name)) != null) {
				throw problem("label " + name + " occurs twice");
			}
			blanks();
			boolean more = next(',');
			blanks();
			if (more && this.format == Format.OPENMETRICS_TEXT && peek('}')) {
				throw problem("a comma before } is not allowed in OpenMetrics");
			}
			if (!more && !peek('}')) {
				throw problem("expected , or } after label " + name + ", found " + rest());
			}
		}
		return labels;
	}

	double value() {
		String word = word();
		switch (word.toLowerCase(Locale.ROOT)) {
			case "nan":
				return Double.NaN;
			case "inf", "+inf", "infinity", "+infinity":
				return Double.POSITIVE_INFINITY;
			case "-inf", "-infinity":
				return Double.NEGATIVE_INFINITY;
			default:
				if (!DECIMAL.matcher(word).matches()) {
					throw problem("'" + word + "' is not a number");
				}
				return Double.parseDouble(word);
		}
	}

	/** Milliseconds in the Prometheus format, seconds with decimals in OpenMetrics. */
	Instant timestamp() {
		String word = word();
		if (this.format == Format.PROMETHEUS_TEXT) {
			if (!MILLISECONDS.matcher(word).matches()) {
				throw problem("'" + word + "' is not a timestamp in milliseconds");
			}
			return Instant.ofEpochMilli(Long.parseLong(word));
		}
		if (!SECONDS.matcher(word).matches() || new BigDecimal(word).abs().compareTo(LATEST_SECOND) > 0) {
			throw problem("'" + word + "' is not a timestamp in seconds");
		}
		BigDecimal seconds = new BigDecimal(word);
		BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
		return Instant.ofEpochSecond(whole.longValueExact(), seconds.subtract(whole).movePointRight(9).longValue());
	}

	/** Return everything up to the next gap. */
	String word() {
		int start = this.position;
		while (!atEnd() && !isBlank(this.line.charAt(this.position))) {
			this.position++;
		}
		return this.line.substring(start, this.position);
	}

	/** Return the rest of the line as the text of a {@code HELP}, unescaped. */
	String help() {
		StringBuilder help = new StringBuilder();
		while (!atEnd()) {
			char c = this.line.charAt(this.position++);
			help.append((c == '\\') ? escape("help") : c);
		}
		return help.toString();
	}

	String rest() {
		return atEnd() ? "the end of the line" : "'" + this.line.substring(this.position) + "'";
	}

	private boolean peek(char expected) {
		return !atEnd() && this.line.charAt(this.position) == expected;
	}

	private void blanks() {
		if (this.format == Format.PROMETHEUS_TEXT) {
			gap();
		}
	}

	private String name(Pattern pattern, String what) {
		Matcher matcher = pattern.matcher(this.line).region(this.position, this.line.length());
		if (!matcher.lookingAt()) {
			throw problem("expected " + what + ", found " + rest());
		}
		this.position = matcher.end();
		return matcher.group();
	}

	private String quoted(String label) {
		if (!next('"')) {
			throw problem("expected \" after " + label + "=, found " + rest());
		}
		StringBuilder value = new StringBuilder();
		while (!next('"')) {
			if (atEnd()) {
				throw problem("the value of label " + label + " does not end");
			}
			char c = this.line.charAt(this.position++);
			value.append((c == '\\') ? escape("label " + label) : c);
		}
		return value.toString();
	}

	private char escape(String where) {
		char c = atEnd() ? ' ' : this.line.charAt(this.position++);
		boolean quotes = !where.equals("help") || this.format == Format.OPENMETRICS_TEXT;
		if (c == 'n') {
			return '\n';
		}
		if (c == '\\' || (c == '"' && quotes)) {
			return c;
		}
		throw problem("\\" + c + " in the value of " + where + " is no escape sequence");
	}

	private boolean isBlank(char c) {
		return c == ' ' || (c == '\t' && this.format == Format.PROMETHEUS_TEXT);
	}

}
