package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.receiver.NotificationReceiver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the notification receiver alone, beside an Alertmanager that something else
 * started.
 */
@Command(name = "receive",
		description = { "Receive the notifications of an Alertmanager and show them, without the rest of the stack.",
				"They are posted to /notify/NAME and kept in a file; Ctrl-C ends it." })
class ReceiveCommand implements Callable<Integer> {

	@Option(names = "--listen", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:9095",
			description = "Where to listen; ${DEFAULT-VALUE} if not given. Beyond this machine only together with --host,"
					+ " for the receiver asks nobody for a password.")
	private String listen = "";

	@Option(names = "--host", paramLabel = "NAME",
			description = "A name that it answers to beside localhost, such as that of its container; may be repeated.")
	private List<String> hosts = new ArrayList<>();

	@Option(names = "--alertmanager", paramLabel = "URL", defaultValue = "http://127.0.0.1:9093",
			description = "The Alertmanager whose alerts and silences the page shows; ${DEFAULT-VALUE} if not given.")
	private URI alertmanager = URI.create("");

	@Option(names = "--log", paramLabel = "FILE", defaultValue = "notifications.jsonl",
			description = "The file that keeps the notifications; ${DEFAULT-VALUE} if not given.")
	private Path log = Path.of("");

	@Spec
	private @Nullable CommandSpec spec;

	private final Console console = TelltaleCommand.console();

	private final CountDownLatch end = new CountDownLatch(1);

	@Override
	public Integer call() throws InterruptedException {
		InetSocketAddress address = address();
		try (NotificationReceiver receiver = start(address)) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(receiver)));
			this.console.line("Notifications posted to %snotify/NAME are shown at %s and kept in %s"
				.formatted(receiver.uri(), receiver.uri(), this.log));
			this.end.await();
			return 0;
		}
	}

	private NotificationReceiver start(InetSocketAddress address) {
		try {
			if (address.getAddress().isLoopbackAddress() && this.hosts.isEmpty()) {
				return NotificationReceiver.start(address, this.log, this.alertmanager);
			}
			return NotificationReceiver.startOpen(address, names(), this.log, this.alertmanager);
		}
		catch (IOException ex) {
			throw new CommandException(String.valueOf(ex.getMessage()));
		}
		catch (IllegalArgumentException ex) {
			throw wrong("--alertmanager: " + ex.getMessage());
		}
	}

	private Set<String> names() {
		if (this.hosts.isEmpty()) {
			throw wrong("--listen %s is reached from other machines: name the hosts it answers to with --host"
				.formatted(this.listen));
		}
		for (String host : this.hosts) {
			if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
				throw wrong("--host '%s' is no host name: write it without scheme and port".formatted(host));
			}
		}
		return new TreeSet<>(this.hosts);
	}

	private InetSocketAddress address() {
		int colon = this.listen.lastIndexOf(':');
		String port = this.listen.substring(colon + 1);
		if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
			throw wrong("--listen '%s' is no address with a port: write it like 127.0.0.1:9095".formatted(this.listen));
		}
		String host = this.listen.substring(0, colon);
		try {
			return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
		}
		catch (UnknownHostException ex) {
			throw wrong("--listen: there is no address '%s' on this machine".formatted(host));
		}
	}

	private void stop(NotificationReceiver receiver) {
		TelltaleCommand.stopping();
		receiver.close();
		this.end.countDown();
	}

	private ParameterException wrong(String message) {
		if (this.spec == null) {
			throw new IllegalStateException(message);
		}
		return new ParameterException(this.spec.commandLine(), message);
	}

}
