package dev.telltale.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.protection.WebProtection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes what Prometheus and Alertmanager need to serve with TLS and ask for a password.
 */
@Command(name = "protect",
		description = { "Make a certificate and a password for Prometheus and Alertmanager, for --web.config.file.",
				"A folder that holds them already is left as it is." })
class ProtectCommand implements Callable<Integer> {

	@Option(names = "--host", paramLabel = "NAME",
			description = "A name that the certificate is for beside localhost; may be repeated.")
	private List<String> hosts = new ArrayList<>();

	@Option(names = "--output", paramLabel = "DIR", required = true, description = "The folder to write.")
	private Path output = Path.of("");

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		try {
			boolean made = WebProtection.in(this.output).make(this.hosts);
			this.console.done((made ? "made a certificate and a password in " : "kept what is in ") + this.output);
			return 0;
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new CommandException("cannot protect: " + ex.getMessage());
		}
	}

}
