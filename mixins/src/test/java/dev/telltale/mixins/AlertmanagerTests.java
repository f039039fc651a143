package dev.telltale.mixins;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who hears of an alert, asked of the real Alertmanager.
 */
class AlertmanagerTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Map<String, Object> WEBHOOKS = Map.of("alertmanager", Map.of("receivers",
			Map.of("critical", webhook("critical"), "warning", webhook("warning"), "heartbeat", webhook("heartbeat"))));

	@TempDir
	Path directory;

	@Test
	void amtoolAcceptsTheConfiguration() throws Exception {
		for (Map<String, Object> config : List.of(Map.<String, Object>of(), Mixin.DEMO, WEBHOOKS)) {
			Programs.Result check = Programs.run(Tool.AMTOOL, "check-config", write(config).toString());
			assertThat(check.exitCode()).as(check.output()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			alertname=ServiceDown severity=critical                          | critical
			alertname=ServiceDown severity=critical environment=production   | critical
			alertname=ServiceDown severity=critical environment=prod         | critical
			alertname=ServiceDown severity=critical environment=staging      | warning
			alertname=ServiceDown severity=critical environment=reproduction | warning
			alertname=HighErrorRate severity=warning                         | warning
			alertname=HighErrorRate severity=warning environment=staging     | warning
			alertname=Anything severity=info                                 | none
			alertname=Anything severity=none                                 | none
			alertname=Anything                                               | none
			alertname=Watchdog severity=none                                 | heartbeat
			""")
	void routesBySeverity(String labels, String receiver) throws Exception {
		List<String> arguments = new ArrayList<>(
				List.of("config", "routes", "test", "--config.file=" + write(WEBHOOKS)));
		arguments.addAll(List.of(labels.split(" ")));
		// Its last line; a warning may come before it.
		assertThat(Programs.run(Tool.AMTOOL, arguments.toArray(String[]::new)).output().lines()).last()
			.isEqualTo(receiver);
	}

	@Test
	void onlyReceiversWithAWebhookNotify() throws Exception {
		assertThat(Files.readString(write(Map.of()))).doesNotContain("webhook_configs");
		assertThat(Files.readString(write(WEBHOOKS))).contains("url: http://127.0.0.1:9/critical",
				"url: http://127.0.0.1:9/warning", "url: http://127.0.0.1:9/heartbeat");
	}

	@Test
	void inhibitsWhatAnotherAlertExplainsAndNothingElse() throws Exception {
		int port = freePort();
		Path log = this.directory.resolve("alertmanager.log");
		Process alertmanager = new ProcessBuilder(Toolbox.standard()
			.require(Tool.ALERTMANAGER)
			.command("--config.file=" + write(WEBHOOKS), "--storage.path=" + this.directory.resolve("data"),
					"--web.listen-address=127.0.0.1:" + port, "--cluster.listen-address="))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			Client client = new Client(URI.create("http://127.0.0.1:" + port), log);
			client.awaitReady(alertmanager);
			client.post(List.of(alert("ServiceDown", "critical", "job", "shop"),
					alert("HighErrorRate", "warning", "job", "shop"),
					alert("LowOrderSuccessRate", "warning", "job", "shop"),
					alert("HighErrorRate", "warning", "job", "stock"), alert("DiskFull", "warning"),
					alert("Watchdog", "none", "job", "shop"),
					alert("SloErrorBudgetBurn", "critical", "job", "mail", "slo", "send", "sli", "availability"),
					alert("SloErrorBudgetBurn", "warning", "job", "mail", "slo", "send", "sli", "availability"),
					alert("SloErrorBudgetBurn", "warning", "job", "mail", "slo", "send", "sli", "latency"),
					alert("SloErrorBudgetBurn", "warning", "job", "mail", "slo", "read", "sli", "availability"),
					alert("HighLatency", "warning", "job", "mail"),
					alert("LowOrderSuccessRate", "warning", "job", "mail"),
					alert("HighErrorRate", "warning", "job", "mail", "namespace", "other")));
			assertThat(client.inhibited(13)).containsExactlyInAnyOrder("HighErrorRate warning shop",
					"LowOrderSuccessRate warning shop", "SloErrorBudgetBurn warning mail send availability",
					"HighLatency warning mail");
		}
		finally {
			alertmanager.destroy();
			if (!alertmanager.waitFor(5, TimeUnit.SECONDS)) {
				alertmanager.destroyForcibly().waitFor();
			}
		}
	}

	private static Map<String, Object> webhook(String path) {
		return Map.of("webhook", Map.of("url", "http://127.0.0.1:9/" + path));
	}

	private Path write(Map<String, Object> config) {
		Path target = this.directory.resolve("out");
		Mixin.bundled().render(config).writeTo(target);
		return target.resolve("alertmanager/alertmanager.yml");
	}

	private static Map<String, Object> alert(String name, String severity, String... labels) {
		Map<String, String> all = new HashMap<>(Map.of("alertname", name, "severity", severity));
		for (int index = 0; index < labels.length; index += 2) {
			all.put(labels[index], labels[index + 1]);
		}
		return Map.of("labels", all);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static final class Client {

		private final HttpClient http = HttpClient.newHttpClient();

		private final URI address;

		private final Path log;

		Client(URI address, Path log) {
			this.address = address;
			this.log = log;
		}

		void awaitReady(Process alertmanager) throws Exception {
			Instant end = Instant.now().plus(Duration.ofSeconds(20));
			while (alertmanager.isAlive() && Instant.now().isBefore(end)) {
				try {
					if (send(request("/-/ready").GET()).statusCode() == 200) {
						return;
					}
				}
				catch (IOException ex) {
					// Not listening yet.
				}
				Thread.sleep(50);
			}
			throw new IllegalStateException("the Alertmanager did not become ready: " + Files.readString(this.log));
		}

		void post(List<?> alerts) throws Exception {
			HttpResponse<String> response = send(request("/api/v2/alerts").header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(alerts))));
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		}

		/**
		 * Return the inhibited alerts, once the Alertmanager has judged all of them.
		 */
		List<String> inhibited(int alerts) throws Exception {
			Instant end = Instant.now().plus(Duration.ofSeconds(20));
			while (true) {
				JsonNode seen = JSON.readTree(send(request("/api/v2/alerts").GET()).body());
				boolean judged = seen.size() == alerts;
				List<String> inhibited = new ArrayList<>();
				for (JsonNode alert : seen) {
					judged &= !alert.at("/status/state").asString().equals("unprocessed");
					if (!alert.at("/status/inhibitedBy").isEmpty()) {
						inhibited.add(describe(alert.get("labels")));
					}
				}
				if (judged || Instant.now().isAfter(end)) {
					assertThat(judged).as("every alert is judged: %s", seen).isTrue();
					return inhibited;
				}
				Thread.sleep(100);
			}
		}

		private static String describe(JsonNode labels) {
			List<String> parts = new ArrayList<>();
			for (String label : List.of("alertname", "severity", "job", "slo", "sli")) {
				if (labels.has(label)) {
					parts.add(labels.get(label).asString());
				}
			}
			return String.join(" ", parts);
		}

		private HttpRequest.Builder request(String path) {
			return HttpRequest.newBuilder(this.address.resolve(path)).timeout(Duration.ofSeconds(5));
		}

		private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}

	}

}
