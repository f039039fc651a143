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
import java.util.stream.Stream;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who hears of an alert, asked of the real Alertmanager.
 */
class AlertmanagerTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Map<String, Object> WEBHOOKS = Map.of("alertmanager", Map.of("receivers",
			Map.of("critical", webhook("critical"), "warning", webhook("warning"), "heartbeat", webhook("heartbeat"))));

	// Every channel, teams of their own, and nights off.
	private static final Map<String, Object> EVERYTHING = Map.of("grafanaUrl", "https://grafana.example",
			"runbookUrlPattern", "https://runbooks.example/%s", "alertmanager",
			Map.of("receivers", Map.of("critical", channels(), "warning", channels(), "heartbeat", channels()), "teams",
					Map.of("shop", Map.of("critical", channels(), "warning", webhook("shop")), "stock",
							Map.of("warning", webhook("stock"))),
					"smtp",
					Map.of("smarthost", "mail.example:587", "from", "alerts@shop.example", "username", "alerts",
							"passwordFile", "/etc/alertmanager/password"),
					"officeHours", Map.of("weekdays", List.of("monday:friday"), "location", "Europe/Berlin")));

	@TempDir
	Path directory;

	@Test
	void amtoolAcceptsTheConfiguration() throws Exception {
		for (Map<String, Object> config : List.of(Map.<String, Object>of(), Mixin.DEMO, WEBHOOKS, EVERYTHING)) {
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
			alertname=ServiceDown severity=critical team=shop                | critical
			""")
	void routesBySeverity(String labels, String receiver) throws Exception {
		assertThat(receiverOf(labels, WEBHOOKS)).isEqualTo(receiver);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			alertname=ServiceDown severity=critical team=shop                     | shop-critical
			alertname=ServiceDown severity=critical team=shop environment=staging | shop-warning
			alertname=HighErrorRate severity=warning team=shop                    | shop-warning
			alertname=HighErrorRate severity=warning team=shops                   | warning
			alertname=HighErrorRate severity=warning team=stock                   | stock-warning
			alertname=ServiceDown severity=critical team=stock                    | critical
			alertname=HighErrorRate severity=warning                              | warning
			alertname=Anything severity=info team=shop                            | none
			alertname=Watchdog severity=none team=shop                            | heartbeat
			""")
	void routesByTeamWhereATeamHasAReceiver(String labels, String receiver) throws Exception {
		assertThat(receiverOf(labels, EVERYTHING)).isEqualTo(receiver);
	}

	private String receiverOf(String labels, Map<String, Object> config) throws Exception {
		List<String> arguments = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + write(config)));
		arguments.addAll(List.of(labels.split(" ")));
		// Its last line; a warning may come before it.
		return Programs.run(Tool.AMTOOL, arguments.toArray(String[]::new))
			.output()
			.lines()
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	@Test
	void onlyWarningsKeepOfficeHours() {
		JsonNode route = Mixin.bundled().evaluate("mixin.alertmanagerConfig.route", EVERYTHING);
		assertThat(waiting(route)).containsExactlyInAnyOrder("warning", "shop-warning", "stock-warning");
		assertThat(waiting(Mixin.bundled().evaluate("mixin.alertmanagerConfig.route", WEBHOOKS))).isEmpty();
	}

	private static List<String> waiting(JsonNode route) {
		List<String> receivers = new ArrayList<>();
		if (route.has("active_time_intervals")) {
			receivers.add(route.get("receiver").asString());
		}
		route.path("routes").forEach((child) -> receivers.addAll(waiting(child)));
		return receivers;
	}

	@Test
	void secretsStayInTheirFiles() throws Exception {
		assertThat(Files.readString(write(EVERYTHING)))
			.contains("api_url_file: /etc/alertmanager/slack", "routing_key_file: /etc/alertmanager/pagerduty",
					"credentials_file: /etc/alertmanager/token", "smtp_auth_password_file: /etc/alertmanager/password")
			.doesNotContain("api_url:", "routing_key:", "credentials:", "smtp_auth_password:");
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(Arguments.of(Map.of("teams", Map.of("shop", Map.of("page", Map
			.of()))), "_config.alertmanager.teams.shop has no key \"page\": it has critical, warning"), Arguments.of(
					Map.of("teams", Map.of("shop", Map.of("warning", Map.of("slak", Map.of())))),
					"_config.alertmanager.teams.shop.warning has no key \"slak\": it has email, pagerduty, slack, webhook"),
				Arguments.of(Map.of("teams", Map.of("shop", Map.of("warning", Map.of("email", "me@shop.example")))),
						"_config.alertmanager.teams.shop.warning.email must be of type object, not string"),
				Arguments.of(Map.of("receivers", Map.of("warning", Map.of("email", Map.of("to", "me@shop.example")))),
						"_config.alertmanager.smtp.smarthost must be set: receivers.warning.email needs it"),
				Arguments.of(Map.of("smtp", Map.of("smarthost", "mail.example:25")),
						"_config.alertmanager.smtp.from must be set: mail needs a sender"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void saysInOneLineWhatIsWrongWithAReceiver(Map<String, ?> settings, String message) {
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> Mixin.bundled().render(Map.of("alertmanager", settings)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1).contains(message));
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

	private static Map<String, Object> channels() {
		return Map.of("webhook", Map.of("url", "https://hooks.example", "credentialsFile", "/etc/alertmanager/token"),
				"slack", Map.of("apiUrlFile", "/etc/alertmanager/slack"), "pagerduty",
				Map.of("routingKeyFile", "/etc/alertmanager/pagerduty"), "email", Map.of("to", "oncall@shop.example"));
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
