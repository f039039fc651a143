package dev.telltale.tools.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonApiTests {

	private final CountDownLatch never = new CountDownLatch(1);

	private HttpServer server;

	private int status = 200;

	private String body = "{}";

	private String received = "";

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/prefix/", (exchange) -> {
			this.received = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
					+ new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		this.server.createContext("/prefix/slow", (exchange) -> {
			try {
				this.never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.never.countDown();
		this.server.stop(0);
	}

	@Test
	void keepsThePathOfTheAddress() {
		api(Duration.ofSeconds(5)).get("/a", new JsonApi.Parameters().add("q", "a b&\"é").add("q", "2"));
		assertThat(this.received).isEqualTo("GET /prefix/a?q=a+b%26%22%C3%A9&q=2 ");
	}

	@Test
	void postsFormsAndDocuments() {
		JsonApi api = api(Duration.ofSeconds(5));
		api.postForm("/a", new JsonApi.Parameters().add("query", "up == 1"));
		assertThat(this.received).isEqualTo("POST /prefix/a query=up+%3D%3D+1");
		api.post("/a", List.of("x"));
		assertThat(this.received).isEqualTo("POST /prefix/a [\"x\"]");
	}

	@Test
	void putsByTheQueryAlone() {
		api(Duration.ofSeconds(5)).put("/a", new JsonApi.Parameters().add("seconds", "60"));
		assertThat(this.received).isEqualTo("PUT /prefix/a?seconds=60 ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"title":"Not Found","status":404,"detail":"There is no fault x"} | There is no fault x
			{"status":"error","error":"parse error"} | parse error
			{"code":602,"message":"comment in body is required"} | comment in body is required
			"silence not found" | silence not found
			plain words | plain words
			'' | status 400
			""")
	void repeatsTheServersWords(String answer, String words) {
		this.status = 400;
		this.body = answer;
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> get("/a"))
			.withMessage("Server at " + address() + " says: " + words)
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(400));
	}

	@Test
	void saysThatTheAnswerIsNotJson() {
		this.body = "<html>";
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> get("/a"))
			.withMessage("Server at " + address()
					+ " answered with something that is not JSON: check that this address is that of Server");
	}

	@Test
	void saysThatNothingAnswers() {
		URI address = address();
		JsonApi api = api(Duration.ofSeconds(5));
		this.server.stop(0);
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> api.get("/a", new JsonApi.Parameters()))
			.withMessage("Server at " + address + " cannot be reached: check that it runs")
			.satisfies((ex) -> assertThat(ex.status()).isZero());
		assertThat(api.answers("/a")).isFalse();
	}

	@Test
	void saysThatTimeRanOut() {
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> api(Duration.ofSeconds(1)).get("/slow", new JsonApi.Parameters()))
			.withMessage("Server at " + address() + " did not answer within 1 s");
	}

	private void get(String path) {
		api(Duration.ofSeconds(5)).get(path, new JsonApi.Parameters());
	}

	private JsonApi api(Duration timeout) {
		return new JsonApi("Server", URI.create(address() + "/"), timeout);
	}

	private URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/prefix");
	}

}
