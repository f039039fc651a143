package dev.telltale.preview;

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
 * @param lasting whether the browser may keep it for good, for its name changes with it
 */
record Reply(int status, String contentType, byte[] body, boolean lasting) {

	private static final String JSON = "application/json; charset=utf-8";

	private static final JsonMapper mapper = new JsonMapper();

	static Reply json(Object value) {
		return new Reply(200, JSON, mapper.writeValueAsBytes(value), false);
	}

	static Reply rawJson(byte[] json) {
		return new Reply(200, JSON, json, false);
	}

	static Reply text(String text) {
		return new Reply(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), false);
	}

	/**
	 * Return the reply to a request that cannot be served.
	 * @param status the status code
	 * @param message one line: what, where, what to do
	 * @return the reply
	 */
	static Reply error(int status, String message) {
		return new Reply(status, JSON, mapper.writeValueAsBytes(Map.of("error", message)), false);
	}

	void send(HttpExchange exchange) throws IOException {
		Headers headers = exchange.getResponseHeaders();
		secure(headers);
		headers.set("Content-Type", this.contentType);
		headers.set("Cache-Control", this.lasting ? "max-age=31536000, immutable" : "no-store");
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

	/**
	 * Say what a browser must not do with anything that comes from here.
	 * @param headers the headers of the response
	 */
	static void secure(Headers headers) {
		// Emotion, which Grafana's components are styled with, writes styles into the
		// page.
		headers.set("Content-Security-Policy", """
				default-src 'none'; connect-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; \
				style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'""");
		headers.set("Cross-Origin-Opener-Policy", "same-origin");
		headers.set("Cross-Origin-Resource-Policy", "same-origin");
		headers.set("Referrer-Policy", "no-referrer");
		headers.set("X-Content-Type-Options", "nosniff");
	}

}
