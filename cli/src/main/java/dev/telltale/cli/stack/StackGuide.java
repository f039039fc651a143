package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.telltale.cli.console.Console;

/**
 * Tells what to look at. Only addresses that answer are printed.
 */
public final class StackGuide {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.followRedirects(HttpClient.Redirect.NORMAL)
		.connectTimeout(TIMEOUT)
		.build();

	private final Console console;

	private final Addresses addresses;

	/**
	 * Create a guide.
	 * @param console where to print
	 * @param addresses the addresses of the stack
	 */
	public StackGuide(Console console, Addresses addresses) {
		this.console = console;
		this.addresses = addresses;
	}

	/**
	 * Print it.
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void print() throws InterruptedException {
		URI service = this.addresses.of(Component.SAMPLE_SERVICE);
		this.console.line("");
		this.console.line(this.console.bold("Look at"));
		show("dashboards", Component.PREVIEW, "/");
		show("alerts by group and state, silences", Component.ALERTMANAGER, "/");
		show("notifications as they arrive", Component.RECEIVER, "/");
		// Debian builds Prometheus with its classic pages only.
		show("alerts and their rules", Component.PROMETHEUS, "/classic/alerts", "/alerts");
		show("what is scraped", Component.PROMETHEUS, "/classic/targets", "/targets");
		show("queries", Component.PROMETHEUS, "/classic/graph", "/graph");
		show("traces", Component.ZIPKIN, "/zipkin/");
		show("what the service emits", Component.SAMPLE_SERVICE, "/metrics");
		show("its health", Component.SAMPLE_SERVICE, "/health");
		this.console.line("");
		this.console
			.line(this.console.bold("Break it") + ", and watch HighErrorRate arrive at the second and third address");
		this.console
			.line("  for i in $(seq 100); do curl -s -o /dev/null %s; done".formatted(service.resolve("/api/error")));
		this.console.line("");
	}

	private void show(String what, Component component, String... candidates) throws InterruptedException {
		for (String candidate : candidates) {
			URI address = this.addresses.of(component).resolve(candidate);
			if (answers(address)) {
				this.console.line("  %-44s %s".formatted(address, this.console.dim(what)));
				return;
			}
		}
	}

	private boolean answers(URI address) throws InterruptedException {
		try {
			HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
			return this.client.send(request, BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
