package dev.telltale.cli.tour;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.telltale.cli.tour.Tour.Act;
import dev.telltale.cli.tour.Tour.Alert;
import dev.telltale.cli.tour.Tour.News;
import dev.telltale.cli.tour.Tour.Page;
import dev.telltale.cli.tour.Tour.Query;
import dev.telltale.cli.tour.Tour.Shell;
import dev.telltale.cli.tour.Tour.Shows;
import dev.telltale.cli.tour.Tour.Step;

/**
 * Reads a tour from Markdown. A step begins with a heading; its acts are its blocks of
 * {@code sh} and {@code promql}, the addresses of this machine in angle brackets, and
 * comments that say what must be seen, which a page does not show:
 *
 * <pre>
 * &lt;!-- expect: shows 500 --&gt;
 * &lt;!-- expect: HighErrorRate fires within 60 s --&gt;
 * &lt;!-- expect: HighErrorRate told to warning within 60 s --&gt;
 * &lt;!-- expect: HighErrorRate resolved at warning within 120 s --&gt;
 * </pre>
 */
public final class TourReader {

	private static final Pattern HEADING = Pattern.compile("#{2,3} (.+)");

	private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)");

	private static final Pattern ADDRESS = Pattern.compile("<(http://(?:127\\.0\\.0\\.1|localhost):\\d{1,5}[^>\\s]*)>");

	private static final Pattern EXPECT = Pattern.compile("<!-- expect: (.+) -->");

	private static final Pattern SHOWS = Pattern.compile("shows (.+)");

	private static final Pattern ALERT = Pattern
		.compile("([A-Z]\\w+) (fires|told to (\\w+)|resolved at (\\w+)) within (\\d{1,4}) s");

	private final Path file;

	private final List<Step> steps = new ArrayList<>();

	private String title = "Before the first heading";

	private int begin = 1;

	private List<Act> acts = new ArrayList<>();

	private TourReader(Path file) {
		this.file = file;
	}

	/**
	 * Read a tour.
	 * @param file the file
	 * @return its steps that do something
	 * @throws TourException if it cannot be read, with file, line and what to write
	 */
	public static Tour read(Path file) {
		TourReader reader = new TourReader(file);
		try {
			reader.read(Files.readAllLines(file));
		}
		catch (IOException ex) {
			throw new TourException("cannot read %s: restore it, for it is the tour".formatted(file));
		}
		if (reader.steps.isEmpty()) {
			throw new TourException("%s has nothing to do: write commands into blocks of sh".formatted(file));
		}
		return new Tour(reader.steps);
	}

	private void read(List<String> lines) {
		for (int index = 0; index < lines.size(); index++) {
			String line = lines.get(index);
			Matcher fence = FENCE.matcher(line);
			Matcher heading = HEADING.matcher(line);
			if (fence.matches()) {
				index = block(fence.group(1), lines, index);
			}
			else if (heading.matches()) {
				endStep();
				this.title = heading.group(1);
				this.begin = index + 1;
			}
			else {
				text(line, index + 1);
			}
		}
		endStep();
	}

	private void endStep() {
		if (!this.acts.isEmpty()) {
			this.steps.add(new Step(this.title, this.begin, this.acts));
			this.acts = new ArrayList<>();
		}
	}

	/** Read a block, and return the index of its last line. */
	private int block(String language, List<String> lines, int first) {
		int end = first + 1;
		while (end < lines.size() && !lines.get(end).strip().equals("```")) {
			end++;
		}
		if (end == lines.size()) {
			throw wrong(first + 1, "the block is never closed: write ``` after it");
		}
		String content = String.join("\n", lines.subList(first + 1, end)).stripIndent().strip();
		switch (language) {
			case "sh" -> this.acts.add(new Shell(first + 2, content));
			case "promql" -> this.acts.add(new Query(first + 2, content));
			default -> {
				// To look at.
			}
		}
		return end;
	}

	private void text(String line, int number) {
		Matcher expect = EXPECT.matcher(line.strip());
		if (expect.matches()) {
			this.acts.add(expectation(expect.group(1), number));
			return;
		}
		if (line.contains("<!-- expect")) {
			throw wrong(number, "an expectation has a line of its own: <!-- expect: ... -->");
		}
		ADDRESS.matcher(line)
			.results()
			.forEach((address) -> this.acts.add(new Page(number, uri(address.group(1), number))));
	}

	private URI uri(String address, int line) {
		try {
			return new URI(address);
		}
		catch (URISyntaxException ex) {
			throw wrong(line, "'%s' is no address: %s".formatted(address, ex.getReason()));
		}
	}

	private Act expectation(String text, int line) {
		Matcher shows = SHOWS.matcher(text);
		if (shows.matches()) {
			if (this.acts.isEmpty()) {
				throw wrong(line, "nothing stands before it that could show anything");
			}
			return new Shows(line, shows.group(1));
		}
		Matcher alert = ALERT.matcher(text);
		if (alert.matches()) {
			News news = News.valueOf(alert.group(2).split(" ")[0].toUpperCase(Locale.ROOT));
			String receiver = (alert.group(3) != null) ? alert.group(3)
					: (alert.group(4) != null) ? alert.group(4) : "";
			return new Alert(line, alert.group(1), news, receiver,
					Duration.ofSeconds(Integer.parseInt(alert.group(5))));
		}
		throw wrong(line,
				("'%s' is no expectation: write 'shows TEXT', 'ALERT fires within N s', "
						+ "'ALERT told to RECEIVER within N s' or 'ALERT resolved at RECEIVER within N s'")
					.formatted(text));
	}

	private TourException wrong(int line, String message) {
		return new TourException("%s:%d: %s".formatted(this.file, line, message));
	}

}
