package dev.telltale.tools.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Requests} and {@link Reply}.
 */
class RequestsTests {

	private static final int MAX_BODY = 4;

	private final HttpClient client = HttpClient.newHttpClient();

	private LocalServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = LocalServer.start("test", new InetSocketAddress("127.0.0.1", 0), 1, RequestsTests::serve);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	private static void serve(HttpExchange exchange) throws IOException {
		try {
			route(exchange).send(exchange);
		}
		catch (RefusedException ex) {
			Reply.error(ex.status(), ex.getMessage()).send(exchange);
		}
	}

	private static Reply route(HttpExchange exchange) throws RefusedException, IOException {
		Requests.requireMethod(exchange, "GET", "HEAD", "POST");
		if (exchange.getRequestURI().getPath().equals("/none")) {
			Requests.parameters(exchange);
			return Reply.text(200, "");
		}
		Map<String, String> parameters = Requests.parameters(exchange, "a", "b");
		return exchange.getRequestMethod().equals("POST")
				? Reply.rawJson(Requests.body(exchange, MAX_BODY, "Longer than 4 bytes")) : Reply.json(parameters);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/               | 200 | {}
			/?              | 200 | {}
			/?a=1&b=2       | 200 | {"a":"1","b":"2"}
			/?a=%C3%BC+%3D= | 200 | {"a":"ü =="}
			/?a=1&a=2       | 200 | {"a":"2"}
			/?a&b=          | 200 | {}
			/?a=1&c=        | 400 | {"error":"Unknown parameter: known are a, b"}
			/none?a=1       | 400 | {"error":"Unknown parameter: none is known here"}
			""")
	void readsKnownParameters(String path, int status, String body) throws Exception {
		HttpResponse<String> response = send("GET", path, "");
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).isEqualTo(body);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
	}

	@Test
	void saysWhichMethodsItKnows() throws Exception {
		HttpResponse<String> response = send("DELETE", "/", "");
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, POST");
		assertThat(response.body()).isEqualTo("{\"error\":\"Use GET, HEAD, POST here\"}");
	}

	@Test
	void answersAlsoWhoSendsTooMuch() throws Exception {
		assertThat(send("POST", "/", "1234").body()).isEqualTo("1234");
		HttpResponse<String> response = send("POST", "/", "1".repeat(8 * 1024 * 1024));
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(response.body()).isEqualTo("{\"error\":\"Longer than 4 bytes\"}");
		assertThat(send("PUT", "/", "1".repeat(8 * 1024 * 1024)).statusCode()).isEqualTo(405);
	}

	@Test
	void sendsNoBodyWhenAskedForNone() throws Exception {
		HttpResponse<String> response = send("HEAD", "/?a=1", "");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Length")).contains("9");
		assertThat(response.body()).isEmpty();
	}

	@Test
	void sendsEmptyBodies() throws Exception {
		HttpResponse<String> response = send("GET", "/none", "");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
		assertThat(response.body()).isEmpty();
	}

	private HttpResponse<String> send(String method, String path, String body)
			throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.server.uri().resolve(path))
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

}
