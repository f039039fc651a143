package dev.telltale.observability.logging;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.ansi.AnsiStyle;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Decides where log lines are JSON.
 */
final class LogFormat {

	private static final Set<String> FORMATS = Set.of("auto", "json", "text");

	private LogFormat() {
	}

	/**
	 * Return whether the console gets JSON lines: not on a terminal, where people read,
	 * and not if the user chose one of Boot's formats.
	 * @param environment the environment
	 * @return whether Telltale formats the console's lines
	 */
	static boolean isConsoleJson(Environment environment) {
		return isJson(environment, "console", !isTerminal());
	}

	/**
	 * Return whether the log file gets JSON lines.
	 * @param environment the environment
	 * @return whether Telltale formats the file's lines
	 */
	static boolean isFileJson(Environment environment) {
		return isJson(environment, "file", true);
	}

	/**
	 * Check the formats that the user chose.
	 * @param environment the environment
	 * @throws InvalidConfigurationPropertyValueException if one does not exist
	 */
	static void check(Environment environment) {
		for (String destination : List.of("console", "file")) {
			String format = format(environment, destination);
			if (!FORMATS.contains(format)) {
				throw new InvalidConfigurationPropertyValueException(property(destination), format,
						"Must be 'auto', 'json' or 'text'");
			}
		}
	}

	/**
	 * Return whether Telltale has a say in how lines are written.
	 * @param environment the environment
	 * @return whether it has
	 */
	static boolean isEnabled(Environment environment) {
		return environment.getProperty("telltale.logging.enabled", Boolean.class, true);
	}

	private static boolean isJson(Environment environment, String destination, boolean automatic) {
		if (!isEnabled(environment)
				|| StringUtils.hasText(environment.getProperty("logging.structured.format." + destination))) {
			return false;
		}
		String format = format(environment, destination);
		return format.equals("json") || (automatic && !format.equals("text"));
	}

	private static String format(Environment environment, String destination) {
		return environment.getProperty(property(destination), "auto").toLowerCase(Locale.ROOT);
	}

	private static String property(String destination) {
		return "telltale.logging." + destination + "-format";
	}

	/**
	 * Ask Boot, which knows consoles, colours and {@code spring.output.ansi.enabled}: it
	 * encodes to nothing where there is no terminal.
	 */
	static boolean isTerminal() {
		return !AnsiOutput.encode(AnsiStyle.NORMAL).isEmpty();
	}

}
