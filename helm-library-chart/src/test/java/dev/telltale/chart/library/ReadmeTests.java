package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README of the chart stands in the documentation too. Write it anew with
 * {@code -Dtelltale.chart.write}.
 */
class ReadmeTests {

	private static final Path COPY = Path.of("../docs/chart.md");

	@Test
	void isInTheDocumentation() throws IOException {
		String readme = Files.readString(Charts.LIBRARY.resolve("README.md"));
		if (System.getProperty("telltale.chart.write") != null) {
			Files.writeString(COPY, readme);
		}
		assertThat(COPY).hasContent(readme);
	}

}
