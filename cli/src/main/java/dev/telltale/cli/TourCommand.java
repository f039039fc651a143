package dev.telltale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.tour.Tour;
import dev.telltale.cli.tour.TourGuide;
import dev.telltale.cli.tour.TourReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows the way through {@code docs/tour.md}, or walks it.
 */
@Command(name = "tour",
		description = { "Show the steps of the tour in docs/tour.md, a demonstration in a quarter of an hour.",
				"With --check, take every step and look whether one sees what it promises; exits with 1 if not." })
class TourCommand implements Callable<Integer> {

	@Option(names = "--check", description = "Take every step: start the stack, run the commands, open the pages.")
	private boolean check;

	@Option(names = "--file", paramLabel = "FILE", description = "Another tour than docs/tour.md.")
	private @Nullable Path file;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		Home home = Home.locate();
		Path document = (this.file != null) ? this.file : home.folder().resolve("docs/tour.md");
		Tour tour = TourReader.read(document);
		if (!this.check) {
			this.console.line(this.console.bold("The tour: " + document));
			tour.steps()
				.forEach((step) -> this.console
					.line("  %-50s %s".formatted(step.title(), this.console.dim("line " + step.line()))));
			this.console.line("./telltale tour --check takes every step.");
			return 0;
		}
		long start = System.nanoTime();
		try (TourGuide guide = new TourGuide(home, Files.createDirectories(home.state("tour")), this.console)) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				TelltaleCommand.stopping();
				guide.close();
			}));
			boolean good = guide.walk(tour);
			this.console.line("%s in %d s (output of the commands in %s)".formatted(
					good ? "All %d steps were as promised".formatted(tour.steps().size()) : "The tour ends here",
					(System.nanoTime() - start) / 1_000_000_000, home.state("tour")));
			return good ? 0 : 1;
		}
		catch (IOException ex) {
			throw new CommandException("cannot use %s (%s): see whether it is yours and has room"
				.formatted(home.state("tour"), ex.getMessage()));
		}
	}

}
