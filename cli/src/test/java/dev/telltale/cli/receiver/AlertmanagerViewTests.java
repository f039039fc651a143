package dev.telltale.cli.receiver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AlertmanagerViewTests {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@TempDir
	Path folder;

	private HttpHandler answer = (exchange) -> reply(exchange, 200, "application/json", "[]");

	private HttpServer alertmanager;

	private NotificationReceiver receiver;

	private HttpTestClient client;

	@BeforeEach
	void start() throws IOException {
		InetSocketAddress anyPort = new InetSocketAddress("127.0.0.1", 0);
		this.alertmanager = HttpServer.create(anyPort, 0);
		this.alertmanager.setExecutor(this.executor);
		this.alertmanager.createContext("/", (exchange) -> {
			this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			this.answer.handle(exchange);
		});
		this.alertmanager.start();
		URI uri = URI.create("http://127.0.0.1:%d/prefix".formatted(this.alertmanager.getAddress().getPort()));
		this.receiver = NotificationReceiver.start(anyPort, this.folder.resolve("notifications.jsonl"), uri);
		this.client = new HttpTestClient(this.receiver.uri());
	}

	@AfterEach
	void stop() {
		this.receiver.close();
		this.alertmanager.stop(0);
		this.executor.shutdownNow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alerts", "alerts/groups", "silences", "status" })
	void passesOnWhatAlertmanagerAnswers(String path) {
		this.answer = (exchange) -> reply(exchange, 200, "application/json", "[{\"a\": 1.0}]");
		HttpResponse<String> response = this.client.get("/api/alertmanager/" + path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("[{\"a\": 1.0}]");
		assertThat(this.requests).containsExactly("GET /prefix/api/v2/" + path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "receivers", "silence/1", "alerts/", "alerts/../silences", "alerts%2Fx",
			"../../-/reload", "%2e%2e/%2e%2e/-/quit", "http://other.example/" })
	void readsNothingElse(String path) {
		HttpResponse<String> response = this.client.get("/api/alertmanager/" + path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(this.requests).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
	void changesNothing(String method) {
		HttpResponse<String> response = this.client.send(method, "/api/alertmanager/silences", "{}");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(this.requests).isEmpty();
	}

	@Test
	void passesOnNoQuery() {
		assertThat(this.client.get("/api/alertmanager/alerts?filter=a").statusCode()).isEqualTo(400);
		assertThat(this.requests).isEmpty();
	}

	@Test
	void saysThatAlertmanagerIsAway() {
		this.alertmanager.stop(0);
		assertBadGateway("cannot be reached: start the stack with ./telltale up");
	}

	@Test
	void saysThatAlertmanagerFails() {
		this.answer = (exchange) -> reply(exchange, 500, "application/json", "\"secret detail\"");
		assertBadGateway("answered /prefix/api/v2/status with status 500: see its log");
	}

	@Test
	void followsNoRedirect() {
		this.answer = (exchange) -> {
			exchange.getResponseHeaders().set("Location", "/elsewhere");
			reply(exchange, 302, "text/html", "moved");
		};
		assertBadGateway("with status 302");
		assertThat(this.requests).hasSize(1);
	}

	@Test
	void saysThatSomethingElseListensThere() {
		this.answer = (exchange) -> reply(exchange, 200, "text/html", "<h1>Hello</h1>");
		assertBadGateway("does not answer in JSON: check that Alertmanager listens there");
	}

	@Test
	void givesUpOnAlertmanagerThatStallsInsideItsAnswer() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.answer = (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write('[');
			exchange.getResponseBody().flush();
			await(release);
		};
		try {
			assertBadGateway("did not answer within 2000 ms: see its log");
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void takesNotificationsWhileAlertmanagerHangs() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch waiting = new CountDownLatch(8);
		this.answer = (exchange) -> {
			waiting.countDown();
			await(release);
		};
		try {
			for (int i = 0; i < 40; i++) {
				this.executor.submit(() -> this.client.get("/api/alertmanager/status"));
			}
			waiting.await();
			long started = System.nanoTime();
			assertThat(this.client.post("/notify/critical", Payloads.firing("A")).statusCode()).isEqualTo(200);
			assertThat(System.nanoTime() - started).isLessThan(1_500_000_000L);
		}
		finally {
			release.countDown();
		}
	}

	private void assertBadGateway(String message) {
		HttpResponse<String> response = this.client.get("/api/alertmanager/status");
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		assertThat(response.body()).startsWith("{\"error\":\"Alertmanager at http://127.0.0.1:")
			.contains(message)
			.doesNotContain("secret", "Exception");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void reply(HttpExchange exchange, int status, String contentType, String body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", contentType);
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
