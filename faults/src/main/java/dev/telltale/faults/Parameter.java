package dev.telltale.faults;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * What can be set of a fault. Immutable.
 *
 * @param <T> the type of its values
 * @param name its name in addresses
 * @param defaultValue its value where none is given
 * @param range which values it may have, for people
 * @param reader reads a value, or returns {@code null} for one that it may not have
 */
public record Parameter<T>(String name, T defaultValue, String range, Function<String, @Nullable T> reader) {

	/**
	 * A whole number.
	 * @param name its name
	 * @param defaultValue its default
	 * @param minimum the smallest value
	 * @param maximum the largest value
	 * @return the parameter
	 */
	public static Parameter<Integer> number(String name, int defaultValue, int minimum, int maximum) {
		return new Parameter<>(name, defaultValue, "a whole number from %d to %d".formatted(minimum, maximum),
				(text) -> readNumber(text, minimum, maximum));
	}

	/**
	 * A share.
	 * @param name its name
	 * @param defaultValue its default
	 * @return the parameter
	 */
	public static Parameter<Double> share(String name, double defaultValue) {
		return new Parameter<>(name, defaultValue, "a share, more than 0 and at most 1", Parameter::readShare);
	}

	/**
	 * A pattern of paths.
	 * @param name its name
	 * @param defaultValue its default
	 * @return the parameter
	 */
	public static Parameter<PathPattern> path(String name, String defaultValue) {
		return new Parameter<>(name, PathPatternParser.defaultInstance.parse(defaultValue),
				"a path pattern such as /api/orders or /api/**", Parameter::readPath);
	}

	/**
	 * One of a few words.
	 * @param name its name
	 * @param values the words, the default first
	 * @return the parameter
	 */
	public static Parameter<String> choice(String name, String... values) {
		List<String> known = List.of(values);
		return new Parameter<>(name, values[0], "one of " + String.join(", ", values),
				(text) -> known.contains(text) ? text : null);
	}

	/**
	 * Read a value.
	 * @param text how it was given
	 * @return the value
	 * @throws FaultException with status 400 if it may not have that value
	 */
	T read(String text) {
		T value = this.reader.apply(text);
		if (value == null) {
			throw FaultException.invalid("%s '%s' must be %s".formatted(this.name, text, this.range));
		}
		return value;
	}

	/**
	 * Return a value as it is shown.
	 * @param value the value
	 * @return a number or a text
	 */
	static Object shown(Object value) {
		return (value instanceof Number) ? value : value.toString();
	}

	static @Nullable Integer readNumber(String text, int minimum, int maximum) {
		try {
			int value = Integer.parseInt(text);
			return (value >= minimum && value <= maximum) ? value : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable Double readShare(String text) {
		try {
			double value = Double.parseDouble(text);
			return (value > 0 && value <= 1) ? value : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable PathPattern readPath(String text) {
		try {
			return text.startsWith("/") ? PathPatternParser.defaultInstance.parse(text) : null;
		}
		catch (PatternParseException ex) {
			return null;
		}
	}

}
