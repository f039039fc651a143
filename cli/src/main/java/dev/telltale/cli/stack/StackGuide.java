package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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

	private final Home home;

	private final Addresses addresses;

	private final Map<URI, String> shown = new LinkedHashMap<>();

	/**
	 * Create a guide.
	 * @param console where to print
	 * @param home the project
	 * @param addresses the addresses of the stack
	 */
	public StackGuide(Console console, Home home, Addresses addresses) {
		this.console = console;
		this.home = home;
		this.addresses = addresses;
	}

	/**
	 * Print it.
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void print() throws InterruptedException {
		Component service = this.home.application().service().component();
		boolean own = this.home.own() != null;
		this.console.line("");
		this.console.line(this.console.bold("Look at"));
		show("dashboards", Component.PREVIEW, "/");
		if (own) {
			String job = "?var-job=" + service.id();
			show("the service", Component.PREVIEW, "/d/telltale-service" + job);
			show("its objectives and budgets", Component.PREVIEW, "/d/telltale-slo" + job);
			for (Map.Entry<String, String> dashboard : this.home.ownDashboards().entrySet()) {
				show(dashboard.getValue() + ", its own", Component.PREVIEW, "/d/" + dashboard.getKey() + job);
			}
		}
		show("alerts by group and state, silences", Component.ALERTMANAGER, "/");
		show("notifications as they arrive", Component.RECEIVER, "/");
		// Debian builds Prometheus with its classic pages only.
		show("alerts and their rules", Component.PROMETHEUS, "/classic/alerts", "/alerts");
		show("what is scraped", Component.PROMETHEUS, "/classic/targets", "/targets");
		show("queries", Component.PROMETHEUS, "/classic/graph", "/graph");
		show("traces", Component.ZIPKIN, "/zipkin/");
		show("what the service emits", service, own ? "/actuator/prometheus" : "/metrics");
		show("its health", service, own ? "/actuator/health" : "/health");
		int width = this.shown.keySet().stream().mapToInt((address) -> address.toString().length()).max().orElse(1);
		this.shown.forEach((address, what) -> this.console
			.line(("  %-" + width + "s  %s").formatted(address, this.console.dim(what))));
		this.console.line("");
		if (own) {
			this.console.line(this.console.bold("Break it") + ", and watch what arrives among the notifications");
			this.console.line("  %s break errors --for 60s".formatted(this.home.command()));
		}
		else {
			this.console.line(
					this.console.bold("Break it") + ", and watch HighErrorRate arrive at the second and third address");
			this.console.line("  for i in $(seq 100); do curl -s -o /dev/null %s; done"
				.formatted(this.addresses.of(service).resolve("/api/error")));
		}
		this.console.line("");
	}

	private void show(String what, Component component, String... candidates) throws InterruptedException {
		for (String candidate : candidates) {
			URI address = this.addresses.of(component).resolve(candidate);
			if (answers(address)) {
				this.shown.put(address, what);
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
