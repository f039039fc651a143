package dev.telltale.preview;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.telltale.mixins.Mixin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of dashboards against a real Prometheus.
 */
class PreviewIT {

	@TempDir
	static Path folder;

	private static KnownSeries series;

	private static PreviewServer preview;

	private static Path dashboards;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		series = new KnownSeries(folder);
		dashboards = Files.createDirectories(folder.resolve("dashboards"));
		for (String name : List.of("golden.json", "other.json")) {
			try (InputStream in = PreviewIT.class.getResourceAsStream("dashboards/" + name)) {
				Files.copy(Objects.requireNonNull(in), dashboards.resolve(name));
			}
		}
		for (Map.Entry<String, String> file : Mixin.bundled().render(Mixin.DEMO).files().entrySet()) {
			if (file.getKey().startsWith("dashboards/")) {
				Files.writeString(dashboards.resolve(Path.of(file.getKey()).getFileName()), file.getValue());
			}
		}
		Logs logs = (query, from, to, limit) -> List.of(new Logs.Line(Instant.now(), "<i>first</i> of " + query,
				Map.of("level", "ERROR", "trace_id", "0123456789abcdef0123456789abcdef")));
		preview = PreviewServer.start(PreviewOptions.of(series.address(), Dashboards.of(dashboards))
			.scrapeInterval(Duration.ofSeconds(1))
			.traces("http://127.0.0.1:9/traces/{}")
			.logs(logs)
			.reasons((expression) -> "Nothing exports " + expression + "."));
	}

	@AfterAll
	static void stop() {
		if (preview != null) {
			preview.close();
		}
		if (series != null) {
			series.close();
		}
	}

	@Test
	void worksInBrowser() throws IOException, InterruptedException {
		Browser.test("dashboards.test.ts",
				Map.of("TELLTALE_PREVIEW", preview.uri().toString(), "TELLTALE_DASHBOARDS", dashboards.toString()));
	}

	@Test
	void takesPictures() throws IOException, InterruptedException {
		Assumptions.assumeTrue(Shots.available(), Shots.MISSING);
		try (Shots shots = Shots.open()) {
			Shots.Shot shot = shots.take(preview.uri(), "golden", folder.resolve("shots/golden.png"),
					Shots.View.DEFAULT);
			assertThat(Files.readAllBytes(shot.file())).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(20_000);
			assertThat(shot.panels()).hasSize(14);
			assertThat(shot.failed()).singleElement().satisfies((panel) -> {
				assertThat(panel.title()).isEqualTo("Refused");
				assertThat(panel.message()).contains("unclosed left parenthesis");
			});
			assertThat(shot.panels()).anySatisfy((panel) -> {
				assertThat(panel.state()).isEqualTo("empty");
				assertThat(panel.message()).contains("Nothing exports no_such_metric.");
			});
			assertThat(shot.unexplained()).isEmpty();
			Shots.Shot lost = shots.take(preview.uri(), "golden", folder.resolve("shots/lost.png"),
					new Shots.View(1200, false, Map.of("from", "nonsense")));
			assertThat(lost.failed()).extracting(Shots.Panel::title).contains("The dashboard");
		}
	}

}
