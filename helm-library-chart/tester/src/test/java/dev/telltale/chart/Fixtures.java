package dev.telltale.chart;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The charts of these tests.
 */
final class Fixtures {

	private Fixtures() {
	}

	static Path folder(String name) {
		try {
			return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/charts/" + name)).toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A chart of a single template.
	 */
	static Chart of(String template) throws IOException {
		Path folder = Workspace.folder();
		Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: faulty\nversion: 0.1.0\n");
		Files.createDirectory(folder.resolve("templates"));
		Files.writeString(folder.resolve("templates/all.yaml"), template);
		return Chart.in(folder);
	}

}
