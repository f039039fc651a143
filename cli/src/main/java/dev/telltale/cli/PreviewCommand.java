package dev.telltale.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.telltale.cli.console.Console;
import dev.telltale.preview.PreviewServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows dashboards without Grafana.
 */
@Command(name = "preview", description = { "Show dashboards without Grafana; Ctrl-C stops it.",
		"Panels are drawn with Grafana's own components. A change of the jsonnet shows at once." })
class PreviewCommand implements Callable<Integer> {

	@picocli.CommandLine.Mixin
	private PreviewTarget given = new PreviewTarget();

	@Option(names = "--port", paramLabel = "PORT", defaultValue = "0",
			description = "The port to listen on; any free one if not given.")
	private int port;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		try (PreviewServer server = PreviewServer.start(this.given.on(new InetSocketAddress("127.0.0.1", this.port)))) {
			this.console.done("dashboards at " + server.uri());
			this.console.line(this.console.bold("Ctrl-C stops it."));
			new CountDownLatch(1).await();
			return 0;
		}
		catch (IOException ex) {
			throw new CommandException("the preview does not start: " + ex.getMessage());
		}
	}

}
