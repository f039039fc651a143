package dev.telltale.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.preview.PreviewServer;
import dev.telltale.preview.Shots;
import dev.telltale.preview.Shots.Shot;
import dev.telltale.preview.Shots.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes a picture of every dashboard.
 */
@Command(name = "shot", description = { "Take a picture of every dashboard, with the Chromium of this machine.",
		"Exits with 1 if a panel shows an error." })
class ShotCommand implements Callable<Integer> {

	@picocli.CommandLine.Mixin
	private PreviewTarget given = new PreviewTarget();

	@Option(names = "--output", paramLabel = "DIR", defaultValue = "shots",
			description = "Where to put them (default ${DEFAULT-VALUE}).")
	private Path output = Path.of("shots");

	@Option(names = "--light", description = "In light colours.")
	private boolean light;

	@Option(names = "--width", paramLabel = "PIXELS", defaultValue = "1600",
			description = "How wide (default ${DEFAULT-VALUE}).")
	private int width;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		if (!Shots.available()) {
			throw new CommandException(Shots.MISSING);
		}
		try (PreviewServer server = PreviewServer.start(this.given.on(new InetSocketAddress("127.0.0.1", 0)));
				Shots shots = Shots.open()) {
			this.console.progress("taking pictures of the dashboards");
			Files.createDirectories(this.output);
			List<Shot> taken = shots.takeAll(server.uri(), this.output, new View(this.width, !this.light, Map.of()));
			for (Shot shot : taken) {
				this.console.done("%-26s %s".formatted(shot.uid(), shot.file()));
				shot.failed()
					.forEach((panel) -> this.console.failed("%s: %s".formatted(panel.title(), panel.message())));
			}
			return taken.stream().allMatch((shot) -> shot.failed().isEmpty()) ? 0 : 1;
		}
		catch (IOException ex) {
			throw new CommandException("no picture can be taken: " + ex.getMessage());
		}
	}

}
