package dev.telltale.mixins;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.telltale.mixins.MailServer.Mail;
import dev.telltale.tools.alertmanager.AlertmanagerClient;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.process.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people read, as the real Alertmanager writes it to each of its channels.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotificationsTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String DASHBOARD = "https://grafana.example/d/telltale-service?var-job=shop&var-team=sales";

	private static final String SILENCE = "http://alertmanager.example/#/silences/new?filter="
			+ "%7Balertname%3D%22HighErrorRate%22%2Cjob%3D%22shop%22%2Cteam%3D%22sales%20%26%20more%22%7D";

	private static final Instant START = Instant.now().minusSeconds(90);

	private static final List<Request> requests = new CopyOnWriteArrayList<>();

	@TempDir
	static Path directory;

	private static MailServer mailServer;

	private static HttpServer httpServer;

	private static Process process;

	private static URI alertmanager;

	@BeforeAll
	static void start() throws Exception {
		mailServer = MailServer.start();
		httpServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		httpServer.createContext("/", NotificationsTests::keep);
		httpServer.start();
		String address = "http://127.0.0.1:" + httpServer.getAddress().getPort();
		Path target = directory.resolve("out");
		Mixin.bundled().render(config(address)).writeTo(target);
		int port = new Ports().free();
		alertmanager = URI.create("http://127.0.0.1:" + port);
		process = new ProcessBuilder(Toolbox.standard()
			.require(Tool.ALERTMANAGER)
			.command("--config.file=" + target.resolve("alertmanager/alertmanager.yml"),
					"--storage.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
					"--web.external-url=http://alertmanager.example", "--web.route-prefix=/",
					"--cluster.listen-address="))
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("alertmanager.log").toFile())
			.start();
		awaitReady();
		post(null);
	}

	private static void awaitReady() throws Exception {
		AlertmanagerClient client = new AlertmanagerClient(alertmanager);
		Instant end = Instant.now().plusSeconds(30);
		while (!client.isReady()) {
			if (!process.isAlive() || Instant.now().isAfter(end)) {
				throw new IllegalStateException("the Alertmanager did not become ready: "
						+ Files.readString(directory.resolve("alertmanager.log")));
			}
			Thread.sleep(50);
		}
	}

	@AfterAll
	static void stop() throws Exception {
		process.destroy();
		if (!process.waitFor(5, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
		}
		httpServer.stop(0);
		mailServer.close();
	}

	private static Map<String, Object> config(String address) throws IOException {
		Map<String, Object> channels = Map.of("webhook",
				Map.of("url", address + "/webhook", "credentialsFile", secret("token", "open sesame")), "slack",
				Map.of("apiUrlFile", secret("slack", address + "/slack"), "channel", "#alerts"), "pagerduty",
				Map.of("routingKeyFile", secret("pagerduty", "key"), "url", address + "/pagerduty"), "email",
				Map.of("to", "oncall@shop.example"));
		return Map.of("grafanaUrl", "https://grafana.example", "runbookUrlPattern", "https://runbooks.example/%s",
				"alertmanager",
				Map.of("groupWait", "1s", "groupInterval", "1s", "receivers", Map.of("critical", channels), "smtp",
						Map.of("smarthost", mailServer.address(), "from", "alerts@shop.example", "username", "alerts",
								"passwordFile", secret("password", "sesame"), "requireTls", false)));
	}

	private static String secret(String name, String text) throws IOException {
		return Files.writeString(directory.resolve(name), text).toString();
	}

	private static void keep(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			requests.add(new Request(exchange.getRequestURI().getPath(),
					String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")), JSON.readTree(body)));
			// PagerDuty's answer to an event it took.
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/pagerduty") ? 202 : 200, -1);
		}
	}

	private static void post(Instant end) throws Exception {
		Map<String, Object> alert = new TreeMap<>(Map.of("labels",
				Map.of("alertname", "HighErrorRate", "severity", "critical", "job", "shop", "team", "sales & more"),
				"annotations",
				Map.of("summary", "Too many requests to a service fail.", "description",
						"20% of the requests to shop failed over the last 5m; the threshold is <5%.", "dashboard_url",
						DASHBOARD, "runbook_url", "https://runbooks.example/HighErrorRate", "logs_url",
						"https://grafana.example/explore?panes=logs", "traces_url",
						"https://grafana.example/explore?panes=traces"),
				"generatorURL", "http://prometheus.example/graph?g0.expr=x", "startsAt", START.toString()));
		if (end != null) {
			alert.put("endsAt", end.toString());
		}
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(alertmanager.resolve("/api/v2/alerts"))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(List.of(alert))))
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
	}

	@Test
	@Order(1)
	void slackShowsFigureThresholdAndLinks() throws Exception {
		JsonNode attachment = request("/slack", (body) -> true).body().at("/attachments/0");
		assertThat(attachment.get("title").asString()).isEqualTo("[CRITICAL] HighErrorRate of shop");
		assertThat(attachment.get("title_link").asString()).isEqualTo(DASHBOARD);
		assertThat(attachment.get("color").asString()).isEqualTo("danger");
		assertThat(attachment.get("text").asString().lines()).first()
			.isEqualTo("*Too many requests to a service fail.*");
		assertThat(attachment.get("text").asString()).contains("20% of the requests", "the threshold is &lt;5%.",
				"Firing since ", "<" + DASHBOARD.replace("&", "&amp;") + "|Dashboard> · ",
				"<https://runbooks.example/HighErrorRate|Runbook> · ",
				"<https://grafana.example/explore?panes=logs|Logs> · ",
				"<https://grafana.example/explore?panes=traces|Traces> · ",
				"<http://prometheus.example/graph?g0.expr=x|Expression>", "<" + SILENCE + "|Silence>");
		assertThat(request("/slack", (body) -> true).body().get("channel").asString()).isEqualTo("#alerts");
	}

	@Test
	@Order(1)
	void pagerDutyGetsAnIncidentWithItsLinks() throws Exception {
		JsonNode event = request("/pagerduty", (body) -> true).body();
		assertThat(event.get("routing_key").asString()).isEqualTo("key");
		assertThat(event.get("event_action").asString()).isEqualTo("trigger");
		assertThat(event.at("/payload/summary").asString()).isEqualTo("[CRITICAL] HighErrorRate of shop");
		assertThat(event.at("/payload/severity").asString()).isEqualTo("critical");
		assertThat(event.at("/payload/component").asString()).isEqualTo("shop");
		assertThat(event.at("/payload/custom_details/alerts").asString()).contains("the threshold is <5%.",
				"Runbook: https://runbooks.example/HighErrorRate\n", "Silence: " + SILENCE);
		assertThat(event.at("/links")).extracting((link) -> link.get("text").asString())
			.containsExactly("Dashboard", "Runbook", "Silence");
		assertThat(event.at("/links")).extracting((link) -> link.get("href").asString())
			.containsExactly(DASHBOARD, "https://runbooks.example/HighErrorRate", SILENCE);
	}

	@Test
	@Order(1)
	void webhooksGetTheAlertsWithATokenFromAFile() throws Exception {
		Request request = request("/webhook", (body) -> true);
		assertThat(request.authorization()).isEqualTo("Bearer open sesame");
		assertThat(request.body().at("/alerts/0/labels/alertname").asString()).isEqualTo("HighErrorRate");
		assertThat(request.body().at("/alerts/0/annotations/dashboard_url").asString()).isEqualTo(DASHBOARD);
	}

	@Test
	@Order(1)
	void mailIsSentAsTextAndHtmlWithAPasswordFromAFile() throws Exception {
		Mail mail = await(mailServer::mails, (candidate) -> true);
		assertThat(mail.login()).isEqualTo("alerts sesame");
		assertThat(mail.recipient()).contains("<oncall@shop.example>");
		assertThat(mail.text()).contains("Subject: [CRITICAL] HighErrorRate of shop\n", "text/plain", "text/html",
				"the threshold is <5%.\n", "Logs: https://grafana.example/explore?panes=logs\n",
				"<h1 style=\"font-size: 18px; border-left: 6px solid #c62828",
				"<strong>Too many requests to a service fail.</strong>", "the threshold is &lt;5%.",
				"<a href=\"" + DASHBOARD.replace("&", "&amp;") + "\">Dashboard</a>",
				"<a href=\"https://grafana.example/explore?panes=traces\">Traces</a>", "<td>sales &amp; more</td>",
				"<a href=\"" + SILENCE + "\">Silence</a>");
	}

	@Test
	@Order(2)
	void everyChannelHearsOfTheEnd() throws Exception {
		post(START.plusSeconds(75));
		JsonNode slack = request("/slack",
				(body) -> body.at("/attachments/0/title").asString().startsWith("[RESOLVED]"))
			.body()
			.at("/attachments/0");
		assertThat(slack.get("title").asString()).isEqualTo("[RESOLVED] HighErrorRate of shop");
		assertThat(slack.get("color").asString()).isEqualTo("good");
		assertThat(slack.get("text").asString()).containsPattern("Resolved at \\d{4}-.* UTC after 1m15s");
		request("/pagerduty", (body) -> body.get("event_action").asString().equals("resolve"));
		request("/webhook", (body) -> body.get("status").asString().equals("resolved"));
		Mail mail = await(mailServer::mails, (candidate) -> candidate.text().contains("[RESOLVED]"));
		assertThat(mail.text()).contains("Subject: [RESOLVED] HighErrorRate of shop\n", "after 1m15s", "#2e7d32");
	}

	private static Request request(String path, Predicate<JsonNode> condition) throws Exception {
		return await(() -> requests, (request) -> request.path().equals(path) && condition.test(request.body()));
	}

	private static <T> T await(Supplier<List<T>> received, Predicate<T> condition) throws Exception {
		Instant end = Instant.now().plusSeconds(20);
		while (Instant.now().isBefore(end)) {
			for (T candidate : received.get()) {
				if (condition.test(candidate)) {
					return candidate;
				}
			}
			Thread.sleep(50);
		}
		throw new AssertionError("not received; the Alertmanager says: "
				+ Files.readString(directory.resolve("alertmanager.log")) + " received: " + received.get());
	}

	private record Request(String path, String authorization, JsonNode body) {

	}

}
