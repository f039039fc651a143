package dev.telltale.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the commands of a block of shell.
 */
final class CommandLines {

	private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");

	private static final Pattern HEREDOC = Pattern.compile("<<'?(\\w+)'?");

	private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

	private CommandLines() {
	}

	/**
	 * Return the commands, one a line, without comments and what is fed to them.
	 * @param block the block
	 * @return the commands
	 */
	static List<String> of(String block) {
		List<String> commands = new ArrayList<>();
		String end = null;
		for (String line : block.replaceAll("[ ]*(\\\\|(?<=\\|))\\R\\s*", " ").lines().toList()) {
			if (end != null) {
				end = line.strip().equals(end) ? null : end;
				continue;
			}
			Matcher heredoc = HEREDOC.matcher(line);
			end = heredoc.find() ? heredoc.group(1) : null;
			String command = COMMENT.matcher(line).replaceFirst("").strip();
			if (!command.isEmpty()) {
				commands.add(command);
			}
		}
		return commands;
	}

	/**
	 * Return the words of a command.
	 * @param command the command
	 * @return its words, without quotes
	 */
	static List<String> words(String command) {
		return WORD.matcher(command).results().map((word) -> word.group().replaceAll("['\"]", "")).toList();
	}

}
