package dev.telltale.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command by which users generate, as README.md and docs/archetype.md have it.
 *
 * @param goals the goals
 * @param properties what is said by {@code -D}
 */
record DocumentedCommand(List<String> goals, Properties properties) {

	static final Path DOCS = Path.of("../docs/archetype.md");

	static final Path README = Path.of("../README.md");

	private static final Pattern COMMAND = Pattern.compile("^mvn --batch-mode ([^`]+)\\R```$", Pattern.MULTILINE);

	static DocumentedCommand read(Path page) {
		Matcher matcher = COMMAND.matcher(text(page));
		if (!matcher.find()) {
			throw new IllegalStateException(page + " has no command that generates");
		}
		List<String> goals = new ArrayList<>();
		Properties properties = new Properties();
		for (String word : matcher.group(1).split("[\\s\\\\]+")) {
			if (word.startsWith("-D")) {
				String[] property = word.substring(2).split("=", 2);
				properties.setProperty(property[0], property[1]);
			}
			else {
				goals.add(word);
			}
		}
		return new DocumentedCommand(goals, properties);
	}

	static String text(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the command with other properties.
	 * @param others the properties to set
	 * @return the properties of both
	 */
	Properties with(Map<?, ?> others) {
		Properties all = new Properties();
		all.putAll(this.properties);
		all.putAll(others);
		return all;
	}

}
