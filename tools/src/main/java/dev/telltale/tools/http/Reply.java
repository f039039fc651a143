package dev.telltale.tools.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a request.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param body the body, which is not copied
 */
public record Reply(int status, String contentType, byte[] body) {

	private static final String JSON = "application/json; charset=utf-8";

	// How much of a request that is answered without having been read is read after all,
	// in bytes: its sender would get a connection reset instead of the answer.
	private static final int MAX_DRAINED = 16 * 1024 * 1024;

	/**
	 * Answer with a document.
	 * @param value what Jackson is to write
	 * @return the reply
	 */
	public static Reply json(Object value) {
		return rawJson(JsonMapper.shared().writeValueAsBytes(value));
	}

	/**
	 * Answer with a document as it came.
	 * @param json the document, in UTF-8
	 * @return the reply
	 */
	public static Reply rawJson(byte[] json) {
		return new Reply(200, JSON, json);
	}

	/**
	 * Answer with plain text.
	 * @param status the HTTP status
	 * @param text the text
	 * @return the reply
	 */
	public static Reply text(int status, String text) {
		return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Answer a request that cannot be served with a document that says why.
	 * @param status the HTTP status
	 * @param message one line: what, where, what to do
	 * @return the reply
	 */
	public static Reply error(int status, String message) {
		return new Reply(status, JSON, JsonMapper.shared().writeValueAsBytes(Map.of("error", message)));
	}

	/**
	 * Send this, without the body if that is not asked for. Other headers of the exchange
	 * stay as they are.
	 * @param exchange the request, of which nothing more can be read then
	 * @throws IOException if the client is gone
	 */
	public void send(HttpExchange exchange) throws IOException {
		drain(exchange.getRequestBody());
		exchange.getResponseHeaders().set("Content-Type", this.contentType);
		if (exchange.getRequestMethod().equals("HEAD")) {
			exchange.getResponseHeaders().set("Content-Length", Integer.toString(this.body.length));
			exchange.sendResponseHeaders(this.status, -1);
			return;
		}
		exchange.sendResponseHeaders(this.status, (this.body.length > 0) ? this.body.length : -1);
		exchange.getResponseBody().write(this.body);
		// Not the exchange: closing that would close the connection as well.
		exchange.getResponseBody().close();
	}

	private static void drain(InputStream in) throws IOException {
		byte[] buffer = new byte[8192];
		int drained = 0;
		int read;
		while (drained < MAX_DRAINED && (read = in.read(buffer)) != -1) {
			drained += read;
		}
	}

}
