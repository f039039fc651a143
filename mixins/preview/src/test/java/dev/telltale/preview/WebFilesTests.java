package dev.telltale.preview;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebFilesTests {

	@Test
	void scriptOfDashboardsStaysSmall() throws IOException {
		assertThat(compressedScripts("dashboards")).isBetween(100_000L, 700_000L);
	}

	@Test
	void scriptOfAlertmanagerStaysSmaller() throws IOException {
		assertThat(compressedScripts("alertmanager")).isBetween(10_000L, 120_000L);
	}

	@Test
	void pagesLoadNothingFromElsewhere() throws IOException {
		for (String page : new String[] { "dashboards", "alertmanager" }) {
			String html = new String(WebFiles.load(page).get("index.html"), StandardCharsets.UTF_8);
			assertThat(html).contains("<script").doesNotContain("http:", "https:", "src=\"//", "href=\"//");
		}
	}

	@Test
	void licensesOfWhatIsShippedAreShippedToo() throws IOException {
		assertThat(text("dashboards", "assets/licenses.md")).contains("@grafana/ui", "Apache-2.0", "uplot");
		assertThat(text("alertmanager", "lib/licenses.md")).contains("react-dom", "js-yaml");
		assertThat(text("dashboards", "fonts/inter/LICENSE")).contains("Open Font License");
	}

	@Test
	void alertmanagerPageIsWhereAlertmanagerLooksForIt(@TempDir Path folder) throws IOException {
		Path page = AlertmanagerPage.extractTo(folder.resolve("a/b"));
		assertThat(page.resolve("index.html")).content().contains("./script.js", "./lib/index.css");
		assertThat(page.resolve("script.js")).isNotEmptyFile();
		assertThat(page.resolve("lib/index.css")).isNotEmptyFile();
		Files.writeString(page.resolve("script.js"), "old");
		AlertmanagerPage.extractTo(folder.resolve("a/b"));
		assertThat(Files.size(page.resolve("script.js"))).isGreaterThan(1000);
	}

	@Test
	void missingPageIsNamed() {
		assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> WebFiles.load("none"))
			.withMessageContaining("web/none/files.txt is not on the class path: build again");
	}

	private static String text(String page, String file) throws IOException {
		return new String(WebFiles.load(page).get(file), StandardCharsets.UTF_8);
	}

	private static long compressedScripts(String page) throws IOException {
		long length = 0;
		for (Map.Entry<String, byte[]> file : WebFiles.load(page).entrySet()) {
			if (file.getKey().endsWith(".js")) {
				ByteArrayOutputStream out = new ByteArrayOutputStream();
				try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
					gzip.write(file.getValue());
				}
				length += out.size();
			}
		}
		return length;
	}

}
