package dev.telltale.tools.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads values from documents. What is absent is empty: servers of different versions
 * send different fields.
 */
public final class Json {

	/** What Go writes for a time that was never set. */
	private static final String NEVER = "0001-01-01";

	private Json() {
	}

	/**
	 * Return a text.
	 * @param node the object
	 * @param field the field
	 * @return its text, or an empty one
	 */
	public static String text(JsonNode node, String field) {
		return node.path(field).asString("");
	}

	/**
	 * Return texts by name, such as labels.
	 * @param node the object
	 * @return its fields in their order
	 */
	public static Map<String, String> texts(JsonNode node) {
		Map<String, String> texts = new LinkedHashMap<>();
		node.properties().forEach((property) -> texts.put(property.getKey(), property.getValue().asString("")));
		return Collections.unmodifiableMap(texts);
	}

	/**
	 * Return the elements of an array.
	 * @param <T> what an element becomes
	 * @param node the array
	 * @param reader reads an element
	 * @return the elements
	 */
	public static <T> List<T> list(JsonNode node, Function<JsonNode, T> reader) {
		return node.valueStream().map(reader).toList();
	}

	/**
	 * Return a time.
	 * @param node the object
	 * @param field the field, in the form of RFC 3339
	 * @return the time, or {@code null} if there is none
	 */
	public static @Nullable Instant time(JsonNode node, String field) {
		String text = text(node, field);
		if (text.isEmpty() || text.startsWith(NEVER)) {
			return null;
		}
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Return a constant by its name in any case.
	 * @param <E> the type of the constant
	 * @param node the object
	 * @param field the field
	 * @param otherwise what an absent or unknown name becomes
	 * @return the constant
	 */
	public static <E extends Enum<E>> E constant(JsonNode node, String field, E otherwise) {
		String text = text(node, field);
		return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
			.filter((constant) -> constant.name().equalsIgnoreCase(text))
			.findFirst()
			.orElse(otherwise);
	}

}
