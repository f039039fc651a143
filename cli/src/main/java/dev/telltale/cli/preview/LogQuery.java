package dev.telltale.cli.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.telltale.cli.logs.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A query for log lines in the part of Loki's language that panels of lines use: a stream
 * selector, line filters, {@code json}, label filters and {@code line_format}. All fields
 * of a JSON line count as labels. See "Log queries" in Loki's documentation.
 */
final class LogQuery {

	private static final Pattern SPACE = Pattern.compile("\\s*");

	private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

	private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*");

	private static final Pattern LINE_FILTER = Pattern.compile("(\\|=|\\|~|!=|!~)\\s*");

	private static final Pattern JSON = Pattern
		.compile("\\|\\s*json\\b(?:\\s+\\w+=\"\\w+\"(?:\\s*,\\s*\\w+=\"\\w+\")*)?");

	private static final Pattern LINE_FORMAT = Pattern.compile("\\|\\s*line_format\\s+");

	private static final Pattern LABEL_FILTER = Pattern.compile("\\|\\s*");

	private static final Pattern TEXT = Pattern.compile("`([^`]*)`|\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*\\.(\\w+)\\s*}}");

	private final String text;

	private final Matcher scanner;

	private final List<Predicate<Map<String, String>>> labels = new ArrayList<>();

	private final List<Predicate<String>> lines = new ArrayList<>();

	private String format = "";

	private int position;

	private LogQuery(String text) {
		this.text = text;
		this.scanner = SPACE.matcher(text);
	}

	/**
	 * Read a query.
	 * @param text the query
	 * @return the query
	 * @throws IllegalArgumentException if it is not understood, with a message for people
	 */
	static LogQuery parse(String text) {
		LogQuery query = new LogQuery(text);
		query.selector();
		while (query.next(SPACE) != null && query.position < text.length()) {
			query.stage();
		}
		return query;
	}

	/**
	 * Return whether a line fits.
	 * @param entry the line
	 * @param fields its fields
	 */
	boolean takes(LogEntry entry, Map<String, String> fields) {
		return this.labels.stream().allMatch((label) -> label.test(fields))
				&& this.lines.stream().allMatch((line) -> line.test(entry.raw()));
	}

	/**
	 * Return what is shown of a line.
	 * @param entry the line
	 * @param fields its fields
	 */
	String show(LogEntry entry, Map<String, String> fields) {
		return this.format.isEmpty() ? entry.raw() : FIELD.matcher(this.format)
			.replaceAll((field) -> Matcher.quoteReplacement(fields.getOrDefault(field.group(1), "")));
	}

	private void selector() {
		next(SPACE);
		literal("{");
		next(SPACE);
		while (!this.text.startsWith("}", this.position)) {
			label();
			if (next(COMMA) == null) {
				break;
			}
		}
		next(SPACE);
		literal("}");
	}

	private void stage() {
		String @Nullable [] filter = next(LINE_FILTER);
		if (filter != null) {
			this.lines.add(condition(switch (filter[1]) {
				case "|=" -> "contains";
				case "|~" -> "finds";
				case "!=" -> "!contains";
				default -> "!finds";
			}, text()));
		}
		else if (next(JSON) != null) {
			// All fields are there.
		}
		else if (next(LINE_FORMAT) != null) {
			this.format = text();
		}
		else if (next(LABEL_FILTER) != null) {
			label();
		}
		else {
			throw notUnderstood();
		}
	}

	private void label() {
		String @Nullable [] matcher = next(MATCHER);
		if (matcher == null) {
			throw notUnderstood();
		}
		Predicate<String> condition = condition(matcher[2], text());
		this.labels.add((fields) -> condition.test(fields.getOrDefault(matcher[1], "")));
	}

	private Predicate<String> condition(String operator, String value) {
		if (operator.startsWith("!")) {
			return condition(operator.equals("!=") ? "=" : operator.equals("!~") ? "=~" : operator.substring(1), value)
				.negate();
		}
		if (operator.equals("=")) {
			return value::equals;
		}
		if (operator.equals("contains")) {
			return (text) -> text.contains(value);
		}
		try {
			Pattern pattern = Pattern.compile(value, Pattern.DOTALL);
			return operator.equals("=~") ? pattern.asMatchPredicate() : pattern.asPredicate();
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException(
					"'%s' is no regular expression: %s".formatted(value, ex.getDescription()));
		}
	}

	private String text() {
		String @Nullable [] text = next(TEXT);
		if (text == null) {
			throw notUnderstood();
		}
		return (text[1] != null) ? text[1] : text[2].replaceAll("\\\\(.)", "$1");
	}

	private void literal(String expected) {
		if (!this.text.startsWith(expected, this.position)) {
			throw notUnderstood();
		}
		this.position += expected.length();
	}

	/** What stands next, with its groups, or {@code null}. */
	private String @Nullable [] next(Pattern pattern) {
		this.scanner.usePattern(pattern).region(this.position, this.text.length());
		if (!this.scanner.lookingAt()) {
			return null;
		}
		String[] groups = new String[this.scanner.groupCount() + 1];
		for (int i = 0; i < groups.length; i++) {
			groups[i] = this.scanner.group(i);
		}
		this.position = this.scanner.end();
		return groups;
	}

	private IllegalArgumentException notUnderstood() {
		return new IllegalArgumentException(
				"The preview reads log files, and of Loki's language not '%s': ask for lines by labels, |= and |~"
					.formatted(this.text.substring(this.position)));
	}

}
