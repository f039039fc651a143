package dev.telltale.preview;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(60)
class PreviewServerTests {

	private final HttpClient client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

	private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

	@TempDir
	Path folder;

	private HttpServer prometheus;

	private PreviewServer preview;

	private volatile int status = 200;

	private volatile String contentType = "application/json";

	private volatile String answer = "{\"status\":\"success\",\"data\":[]}";

	@BeforeEach
	void start() throws IOException {
		this.prometheus = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.prometheus.createContext("/", (exchange) -> {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.asked.add("%s %s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body,
					exchange.getRequestHeaders().getFirst("Authorization")));
			byte[] bytes = this.answer.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", this.contentType);
			exchange.sendResponseHeaders(this.status, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		this.prometheus.start();
		Files.writeString(this.folder.resolve("one.json"),
				"{\"uid\":\"one\",\"title\":\"First\",\"description\":\"About\",\"tags\":[\"a\"],\"panels\":[]}");
		this.preview = PreviewServer.start(options("/prom"));
	}

	@AfterEach
	void stop() {
		this.preview.close();
		this.prometheus.stop(0);
	}

	@Test
	void servesThePageAtEveryDashboard() throws Exception {
		for (String path : List.of("", "d/one", "d/one/first?var-job=a")) {
			HttpResponse<String> page = get(path);
			assertThat(page.statusCode()).isEqualTo(200);
			assertThat(page.body()).contains("<div id=\"page\">");
			assertThat(page.headers().firstValue("Content-Security-Policy")).get()
				.asString()
				.contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'");
			assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		}
		assertThat(get("../secret").statusCode()).isEqualTo(404);
		assertThat(get("assets/none.js").statusCode()).isEqualTo(404);
	}

	@Test
	void letsBrowsersKeepWhatChangesItsNameOnly() throws Exception {
		String asset = WebFiles.load("dashboards")
			.keySet()
			.stream()
			.filter((name) -> name.startsWith("assets/"))
			.findFirst()
			.orElseThrow();
		assertThat(get(asset).headers().allValues("Cache-Control")).containsExactly("max-age=31536000, immutable");
		assertThat(get("").headers().allValues("Cache-Control")).containsExactly("no-store");
	}

	@Test
	void listsAndServesDashboards() throws Exception {
		assertThat(get("api/dashboards").body()).contains("\"uid\":\"one\"", "\"title\":\"First\"", "\"tags\":[\"a\"]");
		assertThat(get("api/dashboards/one").body()).contains("\"panels\":[]");
		HttpResponse<String> missing = get("api/dashboards/two");
		assertThat(missing.statusCode()).isEqualTo(404);
		assertThat(missing.body()).contains("There is no dashboard two");
	}

	@Test
	void servesRunbooks() throws Exception {
		assertThat(get("runbooks/HighErrorRate.md").statusCode()).isEqualTo(404);
		Runbooks runbooks = (alert) -> alert.equals("HighErrorRate") ? "# HighErrorRate\n" : null;
		try (PreviewServer server = PreviewServer.start(options("/prom").runbooks(runbooks))) {
			HttpResponse<String> runbook = get(server.uri().resolve("runbooks/HighErrorRate.md"));
			assertThat(runbook.body()).isEqualTo("# HighErrorRate\n");
			assertThat(runbook.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
			for (String path : List.of("runbooks/LowErrorRate.md", "runbooks/HighErrorRate", "runbooks/.md",
					"runbooks/")) {
				HttpResponse<String> none = get(server.uri().resolve(path));
				assertThat(none.statusCode()).as(path).isEqualTo(404);
				assertThat(none.body()).contains("There is no runbook ");
			}
		}
	}

	@Test
	void saysWhichFileIsNoDashboard() throws Exception {
		Files.writeString(this.folder.resolve("broken.json"), "{");
		HttpResponse<String> response = get("api/dashboards");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).contains("broken.json cannot be read as JSON");
	}

	@Test
	void refusesTwoDashboardsOfOneUid() throws IOException {
		Files.writeString(this.folder.resolve("two.json"), "{\"uid\":\"one\",\"panels\":[]}");
		assertThatIOException().isThrownBy(() -> Dashboards.of(this.folder).read())
			.withMessageContaining("two.json has the uid one, which another dashboard has");
	}

	@Test
	void asksPrometheusByGetAndPost() throws Exception {
		assertThat(get("api/prometheus/query?query=up%7Ba%3D%22b%22%7D&time=1").body()).isEqualTo(this.answer);
		post("api/prometheus/query_range", "query=up&start=1&end=2&step=1");
		get("api/prometheus/label/job/values?match%5B%5D=up");
		assertThat(this.asked).containsExactly("GET /prom/api/v1/query?query=up%7Ba%3D%22b%22%7D&time=1  null",
				"POST /prom/api/v1/query_range query=up&start=1&end=2&step=1 null",
				"GET /prom/api/v1/label/job/values?match%5B%5D=up  null");
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin/tsdb/delete_series", "status/config", "targets", "query/../status/config", "write",
			"label/job/values/../../../status/flags", "label/a%2Fb/values", "" })
	void asksNothingElseOfPrometheus(String path) throws Exception {
		assertThat(get("api/prometheus/" + path).statusCode()).isEqualTo(404);
		assertThat(post("api/prometheus/" + path, "a=b").statusCode()).isEqualTo(404);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void passesOnWhatPrometheusRefuses() throws Exception {
		this.status = 400;
		this.answer = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"unclosed left parenthesis\"}";
		HttpResponse<String> response = get("api/prometheus/query?query=sum(");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("Prometheus: unclosed left parenthesis");
	}

	@Test
	void saysThatSomethingElseThanPrometheusAnswers() throws Exception {
		this.contentType = "text/html";
		HttpResponse<String> response = get("api/prometheus/query?query=up");
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("check that Prometheus listens there");
	}

	@Test
	void saysThatPrometheusIsGone() throws Exception {
		this.prometheus.stop(0);
		HttpResponse<String> response = get("api/prometheus/query?query=up");
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("cannot be reached: check that it runs");
	}

	@Test
	void keepsUserAndPasswordToItself() throws Exception {
		this.preview.close();
		this.preview = PreviewServer.start(options("/", "reader:secret@"));
		assertThat(get("api/settings").body()).contains("http://127.0.0.1").doesNotContain("secret");
		get("api/prometheus/query?query=up");
		assertThat(this.asked).containsExactly("GET /api/v1/query?query=up  Basic cmVhZGVyOnNlY3JldA==");
	}

	@Test
	void answersToItsOwnNamesOnly() throws Exception {
		assertThat(raw("GET /api/settings HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 403");
		assertThat(raw("GET /api/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 403");
		assertThat(raw("GET /api/settings HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 200");
	}

	@Test
	void refusesOtherMethods() throws Exception {
		HttpResponse<String> response = post("api/dashboards", "a=b");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
	}

	@Test
	void saysWhyAndReadsLogs() throws Exception {
		assertThat(get("api/reason?expr=up").body()).isEqualTo("{\"reason\":\"\"}");
		assertThat(get("api/reason").statusCode()).isEqualTo(400);
		assertThat(get("api/logs?query=a&from=1&to=2&limit=1").statusCode()).isEqualTo(404);
		this.preview.close();
		this.preview = PreviewServer.start(options("/prom").reasons((expression) -> {
			if (expression.equals("broken")) {
				throw new IOException("not found out");
			}
			return "because of " + expression;
		})
			.logs((query, from, to, limit) -> List.of(new Logs.Line(Instant.ofEpochMilli(5),
					"%s %s %s %d".formatted(query, from, to, limit), Map.of("level", "INFO")))));
		assertThat(get("api/reason?expr=a%20b").body()).isEqualTo("{\"reason\":\"because of a b\"}");
		assertThat(get("api/reason?expr=broken").body()).isEqualTo("{\"reason\":\"\"}");
		assertThat(get("api/logs?query=%7Ba%7D&from=0&to=1000&limit=99999").body()).contains("\"time\":5",
				"{a} 1970-01-01T00:00:00Z 1970-01-01T00:00:01Z 5000", "\"level\":\"INFO\"");
		HttpResponse<String> response = get("api/logs?query=a&from=x&to=2&limit=1");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("Parameter from must be a whole number");
	}

	@Test
	void tellsOfChanges() throws Exception {
		HttpResponse<Stream<String>> response = this.client
			.send(HttpRequest.newBuilder(this.preview.uri().resolve("api/events")).build(), BodyHandlers.ofLines());
		try (Stream<String> lines = response.body()) {
			Thread change = new Thread(() -> {
				try {
					TimeUnit.MILLISECONDS.sleep(1500);
					Files.writeString(this.folder.resolve("two.json"), "{\"uid\":\"two\",\"panels\":[]}");
				}
				catch (IOException | InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			change.start();
			assertThat(lines.filter((line) -> line.startsWith("event:")).findFirst()).contains("event: change");
			change.join();
		}
	}

	@Test
	void servesOnWhenManyPagesAreOpen() throws Exception {
		List<Socket> open = new ArrayList<>();
		try {
			for (int page = 0; page < PreviewHandler.MAX_STREAMS; page++) {
				Socket socket = new Socket("127.0.0.1", this.preview.uri().getPort());
				open.add(socket);
				socket.getOutputStream()
					.write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
					.isEqualTo("HTTP/1.1 200");
			}
			HttpResponse<String> refused = get("api/events");
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.body()).contains("Too many pages are open");
			assertThat(get("api/dashboards").statusCode()).isEqualTo(200);
		}
		finally {
			for (Socket socket : open) {
				socket.close();
			}
		}
	}

	@Test
	void pagesThatAreOpenEndWithThePreview() throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.preview.uri().getPort())) {
			socket.getOutputStream()
				.write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
			this.preview.close();
			for (Thread thread : Thread.getAllStackTraces().keySet()) {
				if (thread.getName().startsWith("preview-")) {
					// A thread that has served its last is gone a moment later.
					thread.join(1000);
					assertThat(thread.isAlive()).as(thread.getName()).isFalse();
				}
			}
			socket.getInputStream().readAllBytes();
		}
	}

	@Test
	void refusesAddressesThatAreNone() {
		Dashboards none = Map::of;
		assertThatIllegalArgumentException().isThrownBy(() -> PreviewOptions.of(URI.create("file:///etc"), none))
			.withMessageContaining("is not the address of a Prometheus");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PreviewOptions.of(URI.create("http://127.0.0.1:9090"), none)
				.listenOn(new InetSocketAddress("0.0.0.0", 0)))
			.withMessageContaining("is not a loopback address");
		assertThatIOException()
			.isThrownBy(() -> PreviewServer
				.start(options("/").listenOn(new InetSocketAddress("127.0.0.1", this.preview.uri().getPort()))))
			.withMessageContaining("stop what listens there");
	}

	private PreviewOptions options(String path) {
		return options(path, "");
	}

	private PreviewOptions options(String path, String userInfo) {
		URI address = URI
			.create("http://%s127.0.0.1:%d%s".formatted(userInfo, this.prometheus.getAddress().getPort(), path));
		return PreviewOptions.of(address, Dashboards.of(this.folder));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return get(URI.create(this.preview.uri() + path));
	}

	private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(this.preview.uri() + path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.preview.uri().getPort())) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			return new String(in.readNBytes(200), StandardCharsets.UTF_8);
		}
	}

}
