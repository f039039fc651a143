package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code docs/chart.md} and {@code README.md} show, as their reader copies it.
 */
final class Documentation {

	private static final Path CHART = Path.of("../docs/chart.md");

	private static final Path README = Path.of("../README.md");

	private Documentation() {
	}

	/**
	 * Return the first block of a section.
	 * @param section its title
	 * @param language what the block says it is
	 * @return the text of the block
	 */
	static String block(String section, String language) throws IOException {
		return block(CHART, "\n## ", section, language);
	}

	/**
	 * Return the values by which README.md shows the chart.
	 * @return the text of the block
	 */
	static String blockOfTheReadme() throws IOException {
		return block(README, "\n### ", "A chart", "yaml");
	}

	private static String block(Path page, String level, String section, String language) throws IOException {
		String text = after(page, Files.readString(page), level + section + "\n");
		String block = after(page, text.split("\n##")[0], "\n```" + language + "\n");
		return block.substring(0, block.indexOf("```"));
	}

	private static String after(Path page, String text, String start) {
		int index = text.indexOf(start);
		if (index < 0) {
			throw new AssertionError(page + " has no " + start.strip());
		}
		return text.substring(index + start.length());
	}

}
