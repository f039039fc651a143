package dev.telltale.cli.traces;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Zipkin that answers as a test wants.
 */
final class FakeZipkin implements AutoCloseable {

	private static final JsonMapper mapper = new JsonMapper();

	private final HttpServer server;

	private final List<String> taken = new CopyOnWriteArrayList<>();

	private volatile Function<JsonNode, Integer> answer = (spans) -> 202;

	private FakeZipkin(HttpServer server) {
		this.server = server;
	}

	static FakeZipkin start() throws IOException {
		return start(0);
	}

	static FakeZipkin start(int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
		FakeZipkin zipkin = new FakeZipkin(server);
		server.createContext("/api/v2/spans", zipkin::handle);
		server.start();
		return zipkin;
	}

	void answer(Function<JsonNode, Integer> answer) {
		this.answer = answer;
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Return the ids of the spans it took.
	 */
	List<String> taken() {
		return this.taken;
	}

	private void handle(HttpExchange exchange) throws IOException {
		JsonNode spans = mapper.readTree(exchange.getRequestBody().readAllBytes());
		int status = this.answer.apply(spans);
		if (status == 202) {
			List<String> ids = new ArrayList<>();
			spans.forEach((span) -> ids.add(span.path("id").stringValue()));
			this.taken.addAll(ids);
		}
		byte[] body = "because\nof the test".getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
