package dev.telltale.archetype;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of the templates. Lines between {@code [name]} and {@code [/name]}, each
 * in a comment of its own line, stay where that was chosen, between {@code [!name]} and
 * {@code [/!name]} where not; {@code @@name@@} becomes the property.
 */
final class Template {

	private static final Pattern MARK = Pattern
		.compile("^\\s*(?://|#|<!--|\\[//]: #)\\s*\\[(/?)(!?)([a-zA-Z]+)]\\s*(?:-->)?\\s*$");

	private static final Pattern TOKEN = Pattern.compile("@@([a-zA-Z]+)@@");

	private Template() {
	}

	/**
	 * Keep of a text what was chosen, and fill in the properties.
	 * @param text the text
	 * @param properties the properties
	 * @param choices what was chosen
	 * @return what a user gets
	 */
	static String complete(String text, Map<String, String> properties, Set<String> choices) {
		return TOKEN.matcher(String.join("\n", chosen(text, choices)))
			.replaceAll((token) -> Matcher.quoteReplacement(value(token.group(1), properties)));
	}

	private static List<String> chosen(String text, Set<String> choices) {
		Deque<Boolean> open = new ArrayDeque<>();
		List<String> lines = new ArrayList<>();
		boolean afterEmpty = false;
		for (String line : text.split("\n", -1)) {
			Matcher mark = MARK.matcher(line);
			if (!mark.matches()) {
				// What is left out leaves no gap behind.
				if (!open.contains(false) && !(line.isEmpty() && afterEmpty)) {
					lines.add(line);
					afterEmpty = line.isEmpty();
				}
			}
			else if (mark.group(1).isEmpty()) {
				open.push(choices.contains(mark.group(3)) == mark.group(2).isEmpty());
			}
			else {
				open.pop();
			}
		}
		return lines;
	}

	private static String value(String name, Map<String, String> properties) {
		String value = properties.get(name);
		if (value == null) {
			throw new IllegalStateException("No property for @@" + name + "@@");
		}
		return value;
	}

}
