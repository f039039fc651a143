package dev.telltale.cli.tour;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.telltale.cli.tour.Tour.Alert;
import dev.telltale.cli.tour.Tour.News;
import dev.telltale.cli.tour.Tour.Page;
import dev.telltale.cli.tour.Tour.Query;
import dev.telltale.cli.tour.Tour.Shell;
import dev.telltale.cli.tour.Tour.Shows;
import dev.telltale.cli.tour.Tour.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TourReaderTests {

	@TempDir
	Path folder;

	@Test
	void readsWhatIsDoneAndSeen() throws IOException {
		Tour tour = read("""
				# Title

				Words, and an [address](https://example.com).

				## First

				```sh
				./telltale up
				```

				```yaml
				to: look at
				```

				### Second

				Open <http://127.0.0.1:9090/graph> and <http://localhost:8080/metrics>.

				<!-- expect: shows http_requests -->

				```promql
				up
				```

				<!-- expect: HighErrorRate fires within 60 s -->
				<!-- expect: HighErrorRate told to warning within 90 s -->
				<!-- expect: HighErrorRate resolved at warning within 180 s -->
				""");
		assertThat(tour.steps()).containsExactly(new Step("First", 5, List.of(new Shell(8, "./telltale up"))),
				new Step("Second", 15, List.of(new Page(17, URI.create("http://127.0.0.1:9090/graph")),
						new Page(17, URI.create("http://localhost:8080/metrics")), new Shows(19, "http_requests"),
						new Query(22, "up"), new Alert(25, "HighErrorRate", News.FIRES, "", Duration.ofSeconds(60)),
						new Alert(26, "HighErrorRate", News.TOLD, "warning", Duration.ofSeconds(90)),
						new Alert(27, "HighErrorRate", News.RESOLVED, "warning", Duration.ofSeconds(180)))));
		assertThat(((Shell) tour.steps().get(0).acts().get(0)).isUp()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					<!-- expect: HighErrorRate burns within 60 s --> | 2: 'HighErrorRate burns within 60 s' is no expectation: write 'shows TEXT'
					<!-- expect: shows it -->                       | 2: nothing stands before it that could show anything
					text <!-- expect: shows it -->                  | 2: an expectation has a line of its own
					```sh                                           | 2: the block is never closed: write ``` after it
					see <http://127.0.0.1:9090/graph?q={up}>        | 2: 'http://127.0.0.1:9090/graph?q={up}' is no address
					nothing                                         | tour.md has nothing to do: write commands into blocks of sh
					""")
	void saysWhereAMistakeStands(String line, String message) {
		assertThatExceptionOfType(TourException.class).isThrownBy(() -> read("# Title\n" + line + "\n"))
			.withMessageContaining(message)
			.withMessageStartingWith(this.folder.resolve("tour.md").toString());
	}

	@Test
	void theTourHasAllItsParts() {
		Tour tour = TourReader.read(Path.of("../docs/tour.md"));
		assertThat(tour.steps()).extracting(Step::title)
			.contains("Before", "1. What there is", "What is scraped", "What a service says", "Four questions",
					"The service", "The error budget", "The machine", "The rules", "One fires", "It ends",
					"5. From an alert to its cause", "6. The proof", "After");
	}

	private Tour read(String text) throws IOException {
		return TourReader.read(Files.writeString(this.folder.resolve("tour.md"), text));
	}

}
