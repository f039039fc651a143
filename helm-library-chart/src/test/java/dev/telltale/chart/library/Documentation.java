package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code docs/chart.md} shows, as its reader copies it.
 */
final class Documentation {

	private static final Path CHART = Path.of("../docs/chart.md");

	private Documentation() {
	}

	/**
	 * Return the first block of a section.
	 * @param section its title
	 * @param language what the block says it is
	 * @return the text of the block
	 */
	static String block(String section, String language) throws IOException {
		String text = after(Files.readString(CHART), "\n## " + section + "\n");
		String block = after(text.split("\n## ")[0], "\n```" + language + "\n");
		return block.substring(0, block.indexOf("```"));
	}

	private static String after(String text, String start) {
		int index = text.indexOf(start);
		if (index < 0) {
			throw new AssertionError(CHART + " has no " + start.strip());
		}
		return text.substring(index + start.length());
	}

}
