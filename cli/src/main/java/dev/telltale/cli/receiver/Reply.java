package dev.telltale.cli.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP response.
 *
 * @param status the status code
 * @param contentType the media type of the body
 * @param body the body
 */
record Reply(int status, String contentType, byte[] body) {

	private static final String JSON = "application/json; charset=utf-8";

	private static final JsonMapper mapper = new JsonMapper();

	static Reply json(Object value) {
		return new Reply(200, JSON, mapper.writeValueAsBytes(value));
	}

	static Reply rawJson(byte[] json) {
		return new Reply(200, JSON, json);
	}

	static Reply text(String text) {
		return new Reply(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the reply to a request that cannot be served.
	 * @param status the status code
	 * @param message one line: what, where, what to do
	 * @return the reply
	 */
	static Reply error(int status, String message) {
		return new Reply(status, JSON, mapper.writeValueAsBytes(Map.of("error", message)));
	}

	void send(HttpExchange exchange) throws IOException {
		Headers headers = exchange.getResponseHeaders();
		headers.set("Content-Type", this.contentType);
		headers.set("Cache-Control", "no-store");
		headers.set("Content-Security-Policy", """
				default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'; style-src 'self'; \
				base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'""");
		headers.set("Cross-Origin-Resource-Policy", "same-origin");
		headers.set("Referrer-Policy", "no-referrer");
		headers.set("X-Content-Type-Options", "nosniff");
		if (exchange.getRequestMethod().equals("HEAD")) {
			headers.set("Content-Length", Integer.toString(this.body.length));
			exchange.sendResponseHeaders(this.status, -1);
			return;
		}
		exchange.sendResponseHeaders(this.status, (this.body.length > 0) ? this.body.length : -1);
		exchange.getResponseBody().write(this.body);
		// Not the exchange: closing that would close the connection as well.
		exchange.getResponseBody().close();
	}

}
