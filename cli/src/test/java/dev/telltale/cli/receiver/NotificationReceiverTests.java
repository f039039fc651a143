package dev.telltale.cli.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import dev.telltale.cli.receiver.Notification.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NotificationReceiverTests {

	private static final URI alertmanager = URI.create("http://127.0.0.1:9");

	@TempDir
	Path folder;

	private Path file;

	private NotificationReceiver receiver;

	private HttpTestClient client;

	@BeforeEach
	void start() throws IOException {
		this.file = this.folder.resolve("notifications.jsonl");
		this.receiver = NotificationReceiver.start(loopback(0), this.file, alertmanager);
		this.client = new HttpTestClient(this.receiver.uri());
	}

	@AfterEach
	void stop() {
		this.receiver.close();
	}

	@Test
	void storesNotification() throws Exception {
		Instant before = Instant.now();
		HttpResponse<String> response = this.client.post("/notify/critical", Payloads.firing("HighErrorRate"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.receiver.notifications()).singleElement().satisfies((notification) -> {
			assertThat(notification.receiver()).isEqualTo("critical");
			assertThat(notification.receivedAt()).isBetween(before, Instant.now());
			assertThat(notification.alerts().get(0).name()).isEqualTo("HighErrorRate");
		});
		assertThat(NotificationLog.read(this.file)).isEqualTo(this.receiver.notifications());
	}

	@Test
	void filtersNotifications() {
		this.client.post("/notify/critical", Payloads.firing("A"));
		this.client.post("/notify/critical", Payloads.resolved("A"));
		assertThat(this.receiver.notifications((notification) -> notification.status() == Status.RESOLVED)).hasSize(1);
	}

	@Test
	void remembersNotificationsAfterRestart() throws Exception {
		this.client.post("/notify/critical", Payloads.firing("A"));
		List<Notification> before = this.receiver.notifications();
		stop();
		start();
		assertThat(this.receiver.notifications()).isEqualTo(before);
		this.client.post("/notify/critical", Payloads.resolved("A"));
		assertThat(ids("/api/notifications")).containsExactly(1L, 2L);
	}

	@Test
	void servesNotificationsByReceiverAndSince() {
		this.client.post("/notify/critical", Payloads.firing("A"));
		this.client.post("/notify/warning", Payloads.firing("B"));
		this.client.post("/notify/critical", Payloads.resolved("A"));
		assertThat(ids("/api/notifications")).containsExactly(1L, 2L, 3L);
		assertThat(ids("/api/notifications?receiver=critical")).containsExactly(1L, 3L);
		assertThat(ids("/api/notifications?receiver=critical&since=1")).containsExactly(3L);
		assertThat(ids("/api/notifications?since=3")).isEmpty();
		assertThat(ids("/api/notifications?receiver=&since=")).hasSize(3);
		assertThat(ids("/api/notifications?receiver=nobody")).isEmpty();
		String second = this.client.json("/api/notifications").at("/notifications/1/receivedAt").stringValue();
		assertThat(ids("/api/notifications?since=" + second)).containsExactly(3L);
		assertThat(ids("/api/notifications?since=2026-01-01T00:00:00Z")).hasSize(3);
	}

	@Test
	void servesPayloadAsItCame() {
		this.client.post("/notify/critical", Payloads.firing("A"));
		assertThat(this.client.get("/api/notifications").body())
			.contains("\"payload\":" + Payloads.firing("A").strip());
	}

	@ParameterizedTest
	@ValueSource(strings = { "since=yesterday", "since=-1", "since=9999999999999999999", "until=3" })
	void refusesBadParameters(String query) {
		HttpResponse<String> response = this.client.get("/api/notifications?" + query);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"error\":\"");
	}

	@Test
	void countsByReceiverAndStatus() {
		this.client.post("/notify/critical", Payloads.firing("A"));
		this.client.post("/notify/critical", Payloads.firing("B"));
		this.client.post("/notify/critical", Payloads.resolved("A"));
		this.client.post("/notify/heartbeat", Payloads.firing("Watchdog"));
		JsonNode summary = this.client.json("/api/summary");
		assertThat(summary.path("total").longValue()).isEqualTo(4);
		assertThat(summary.at("/receivers/critical/firing").longValue()).isEqualTo(2);
		assertThat(summary.at("/receivers/critical/resolved").longValue()).isEqualTo(1);
		assertThat(summary.at("/receivers/heartbeat/firing").longValue()).isEqualTo(1);
		assertThat(Instant.parse(summary.at("/receivers/heartbeat/lastReceivedAt").stringValue()))
			.isEqualTo(this.receiver.notifications().get(3).receivedAt());
		assertThat(summary.path("alertmanager").stringValue()).isEqualTo(alertmanager.toString());
	}

	@Test
	void isHealthy() {
		HttpResponse<String> response = this.client.get("/healthz");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("ok\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "null", "[]", "{\"version\":\"3\"}", "<xml/>" })
	void refusesBadPayloadWithOneLineAndCountsIt(String payload) {
		HttpResponse<String> response = this.client.post("/notify/critical", payload);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).startsWith("{\"error\":\"Not a notification: ")
			.doesNotContain("\n", "\\n", "tools.");
		assertRefused("Not a notification: ");
	}

	@Test
	void refusesPayloadThatIsNotUtf8() {
		HttpResponse<String> response = this.client.send("POST", "/notify/critical",
				BodyPublishers.ofByteArray(Payloads.firing("Ü").getBytes(StandardCharsets.ISO_8859_1)), "Content-Type",
				"application/json");
		assertThat(response.statusCode()).isEqualTo(400);
		assertRefused("Not a notification: it is not UTF-8");
	}

	@Test
	void refusesPayloadOfAnotherType() {
		HttpResponse<String> response = this.client.send("POST", "/notify/critical", Payloads.firing("A"),
				"Content-Type", "text/plain");
		assertThat(response.statusCode()).isEqualTo(415);
		assertRefused("Not a notification: send it with Content-Type: application/json");
	}

	@Test
	void acceptsPayloadOfMebibyteAndRefusesLongerOnes() {
		String payload = Payloads.firing("A").strip();
		String padding = " ".repeat(ReceiverHandler.MAX_BODY - payload.length());
		assertThat(this.client.post("/notify/critical", payload + padding).statusCode()).isEqualTo(200);
		assertThat(this.client.post("/notify/critical", payload + padding + " ").statusCode()).isEqualTo(413);
		assertThat(this.client.post("/notify/critical", "x".repeat(5 * ReceiverHandler.MAX_BODY)).statusCode())
			.isEqualTo(413);
		assertThat(this.receiver.notifications()).hasSize(1);
		assertThat(this.client.json("/api/summary").path("refused").longValue()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Critical", "-a", "a-", "a_b", "a/b", "a%2Fb", "..%2Fa", "a%22", "%C3%A9",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void refusesReceiverThatIsNoDnsLabel(String name) {
		HttpResponse<String> response = this.client.post("/notify/" + name, Payloads.firing("A"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("a-z, 0-9 and - only");
		assertThat(this.receiver.notifications()).isEmpty();
	}

	@Test
	void refusesOneReceiverTooMany() {
		for (int i = 0; i < RecentNotifications.MAX_RECEIVERS; i++) {
			this.client.post("/notify/receiver-" + i, Payloads.firing("A"));
		}
		HttpResponse<String> response = this.client.post("/notify/one-more", Payloads.firing("A"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("More than 100 receivers");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "OPTIONS", "GET" })
	void takesNotificationsByPostOnly(String method) {
		HttpResponse<String> response = this.client.send(method, "/notify/critical", Payloads.firing("A"));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/receiver.js", "/api/notifications", "/api/summary", "/healthz",
			"/api/alertmanager/silences" })
	void isReadOnlyElsewhere(String path) {
		HttpResponse<String> response = this.client.send("POST", path, "{}");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/index.html", "/../receiver.js", "/receiver.js/", "/api", "/api/", "/notify",
			"/dev/telltale/cli/receiver/receiver.js", "/%2e%2e/pom.xml" })
	void servesNothingElse(String path) {
		HttpResponse<String> response = this.client.get(path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("\"error\":\"Nothing is here");
	}

	@Test
	void answersHead() {
		HttpResponse<String> response = this.client.send("HEAD", "/", "");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void answersToLoopbackNamesOnly() throws IOException {
		assertThat(statusLine("GET /api/summary HTTP/1.1\r\nHost: rebound.example:80\r\nConnection: close\r\n\r\n"))
			.contains("403");
		assertThat(statusLine("GET /api/summary HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n"))
			.contains("200");
		assertThat(statusLine("GET /api/summary HTTP/1.0\r\n\r\n")).contains("200");
	}

	@Test
	void storesEveryConcurrentNotificationOnceAndInOrder() throws Exception {
		int count = 200;
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			List<Future<HttpResponse<String>>> responses = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				String payload = Payloads.firing("Alert" + i);
				String path = (i % 2 == 0) ? "/notify/critical" : "/notify/warning";
				responses.add(executor.submit(() -> this.client.post(path, payload)));
			}
			for (Future<HttpResponse<String>> response : responses) {
				assertThat(response.get().statusCode()).isEqualTo(200);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(ids("/api/notifications"))
			.containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
		List<Notification> stored = NotificationLog.read(this.file);
		assertThat(stored).isEqualTo(this.receiver.notifications());
		assertThat(stored).extracting((notification) -> notification.alerts().get(0).name()).doesNotHaveDuplicates();
	}

	@Test
	void pollingReaderMissesNothing() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(4);
		List<Long> seen = new ArrayList<>();
		try {
			for (int i = 0; i < 100; i++) {
				executor.submit(() -> this.client.post("/notify/critical", Payloads.firing("A")));
			}
			long deadline = System.nanoTime() + 20_000_000_000L;
			while (seen.size() < 100 && System.nanoTime() < deadline) {
				long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
				seen.addAll(ids("/api/notifications?since=" + last));
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
	}

	@Test
	void servesHostileLabelsAsJsonOnly() {
		String hostile = "<script>alert(1)</script>";
		this.client.post("/notify/critical", Payloads.firing(hostile));
		HttpResponse<String> response = this.client.get("/api/notifications");
		assertThat(response.body()).contains(hostile);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(this.client.get("/").body()).doesNotContain("alert(1)");
	}

	@Test
	void pageAllowsNothingInlineAndNothingForeign() {
		HttpResponse<String> response = this.client.get("/");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
		assertThat(response.headers().firstValue("Content-Security-Policy"))
			.hasValueSatisfying((policy) -> assertThat(policy).startsWith("default-src 'none'; ")
				.doesNotContain("unsafe", "http", "*", "\n"));
		assertThat(response.body()).doesNotContainPattern("(?i)https?:|<style|style=|\\son[a-z]+=|<script>");
	}

	@Test
	void pageWritesTextOnly() {
		assertThat(this.client.get("/receiver.js").body()).contains("textContent")
			.doesNotContainPattern(
					"innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|srcdoc");
	}

	@Test
	void saysThatPortIsTaken() {
		int port = this.receiver.uri().getPort();
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> NotificationReceiver.start(loopback(port), this.folder.resolve("other"), alertmanager))
			.withMessageStartingWith("Cannot listen on 127.0.0.1:" + port)
			.withMessageEndingWith("choose another port");
	}

	@Test
	void takesNoPortWhenFileIsInUse() throws Exception {
		int port = freePort();
		assertThatIOException().isThrownBy(() -> NotificationReceiver.start(loopback(port), this.file, alertmanager))
			.withMessageContaining("is in use by another receiver");
		NotificationReceiver.start(loopback(port), this.folder.resolve("other"), alertmanager).close();
	}

	@Test
	void listensOnLoopbackOnly() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> NotificationReceiver.start(new InetSocketAddress("0.0.0.0", 0), this.file, alertmanager))
			.withMessageContaining("is not a loopback address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "file:///etc", "http://user:secret@127.0.0.1", "http:///", "http://a/?b=c" })
	void refusesAlertmanagerThatIsNoHttpAddress(String address) {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> NotificationReceiver.start(loopback(0), this.folder.resolve("other"), URI.create(address)))
			.withMessageContaining("is not the address of an Alertmanager");
	}

	@Test
	void closesTwice() throws Exception {
		this.receiver.close();
		this.receiver.close();
		assertThatIOException().isThrownBy(() -> statusLine("GET / HTTP/1.0\r\n\r\n"));
	}

	@Test
	void reportsFileThatCannotBeWritten() throws Exception {
		Path blocked = Files.writeString(this.folder.resolve("blocked"), "");
		assertThatIOException().isThrownBy(
				() -> NotificationReceiver.start(loopback(0), blocked.resolve("notifications.jsonl"), alertmanager));
	}

	private void assertRefused(String message) {
		JsonNode summary = this.client.json("/api/summary");
		assertThat(summary.path("refused").longValue()).isEqualTo(1);
		assertThat(summary.path("lastRefusal").stringValue()).startsWith(message);
		assertThat(this.receiver.notifications()).isEmpty();
	}

	private List<Long> ids(String path) {
		List<Long> ids = new ArrayList<>();
		this.client.json(path).path("notifications").forEach((node) -> ids.add(node.path("id").longValue()));
		return ids;
	}

	private String statusLine(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.receiver.uri().getPort());
				OutputStream out = socket.getOutputStream();
				InputStream in = socket.getInputStream()) {
			out.write(request.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			return new String(in.readNBytes(15), StandardCharsets.US_ASCII);
		}
	}

	private static InetSocketAddress loopback(int port) {
		return new InetSocketAddress("127.0.0.1", port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

}
