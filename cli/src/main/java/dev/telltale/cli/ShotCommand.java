package dev.telltale.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.report.Gallery;
import dev.telltale.cli.report.Gallery.Picture;
import dev.telltale.preview.PreviewServer;
import dev.telltale.preview.Shots;
import dev.telltale.preview.Shots.Shot;
import dev.telltale.preview.Shots.View;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Takes a picture of every dashboard.
 */
@Command(name = "shot", description = { "Take a picture of every dashboard, with the Chromium of this machine.",
		"Exits with 1 if a panel shows an error, or is empty and does not say why." })
class ShotCommand implements Callable<Integer> {

	@picocli.CommandLine.Mixin
	private PreviewTarget given = new PreviewTarget();

	@Option(names = "--output", paramLabel = "DIR", defaultValue = "shots",
			description = "Where to put them; ${DEFAULT-VALUE} if not given.")
	private Path output = Path.of("shots");

	@Option(names = "--light", description = "In light colours.")
	private boolean light;

	@Option(names = "--width", paramLabel = "PIXELS", defaultValue = "1600",
			description = "How wide; ${DEFAULT-VALUE} if not given.")
	private int width;

	@Option(names = "--from", paramLabel = "TIME", defaultValue = "",
			description = "The beginning, as Grafana writes it: now-30m, or milliseconds; as each dashboard says if not given.")
	private String from;

	@Option(names = "--to", paramLabel = "TIME", defaultValue = "",
			description = "The end, such as now-5m; now if not given.")
	private String to;

	@Option(names = "--var", paramLabel = "NAME=VALUE",
			description = "The value of a variable, such as job=sample-service; as each dashboard says if not given.")
	private Map<String, String> variables = new TreeMap<>();

	@Option(names = "--before", paramLabel = "DIR",
			description = "Pictures of an earlier call: the page shows them beside the new ones. Give both calls the same --from and --to, in milliseconds.")
	private @Nullable Path before;

	@Parameters(arity = "0..*", paramLabel = "DASHBOARD", description = "Their uids; all of them if none is named.")
	private List<String> uids = new ArrayList<>();

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		checkBefore();
		if (!Shots.available()) {
			throw new CommandException(Shots.MISSING);
		}
		try (PreviewServer server = PreviewServer.start(this.given.on(new InetSocketAddress("127.0.0.1", 0)));
				Shots shots = Shots.open()) {
			this.console.progress("taking pictures of the dashboards");
			View view = new View(this.width, !this.light, parameters());
			boolean good = true;
			List<String> uids = chosen(shots.dashboards(server.uri()));
			for (String uid : uids) {
				Shot shot = shots.take(server.uri(), uid, this.output.resolve(uid + ".png"), view);
				this.console.done("%-26s %s".formatted(shot.uid(), shot.file()));
				shot.failed()
					.forEach((panel) -> this.console.failed("%s: %s".formatted(panel.title(), panel.message())));
				shot.unexplained()
					.forEach(
							(panel) -> this.console.failed("%s: empty, and nobody knows why".formatted(panel.title())));
				good &= shot.failed().isEmpty() && shot.unexplained().isEmpty();
			}
			List<Picture> pictures = Gallery.write(this.output, uids, this.before);
			if (this.before != null) {
				pictures
					.forEach((picture) -> this.console.line("%-28s %s".formatted(picture.name(), picture.describe())));
			}
			this.console.line("All on one page: " + this.output.resolve("index.html"));
			return good ? 0 : 1;
		}
		catch (IOException ex) {
			throw new CommandException("no picture can be taken: " + ex.getMessage());
		}
	}

	private void checkBefore() {
		if (this.before == null) {
			return;
		}
		if (!Files.isDirectory(this.before)) {
			throw new CommandException("there is no folder %s: take pictures into it first".formatted(this.before));
		}
		if (this.before.toAbsolutePath().normalize().equals(this.output.toAbsolutePath().normalize())) {
			throw new CommandException(
					"%s is the folder of the new pictures too, which would replace those from before: choose another with --output"
						.formatted(this.before));
		}
	}

	private List<String> chosen(List<String> available) {
		for (String uid : this.uids) {
			if (!available.contains(uid)) {
				throw new CommandException(
						"there is no dashboard '%s': choose from %s".formatted(uid, String.join(", ", available)));
			}
		}
		return this.uids.isEmpty() ? available : this.uids;
	}

	private Map<String, String> parameters() {
		Map<String, String> parameters = new TreeMap<>();
		if (!this.from.isEmpty()) {
			parameters.put("from", this.from);
		}
		if (!this.from.isEmpty() || !this.to.isEmpty()) {
			parameters.put("to", this.to.isEmpty() ? "now" : this.to);
		}
		this.variables.forEach((name, value) -> parameters.put("var-" + name, value));
		return parameters;
	}

}
