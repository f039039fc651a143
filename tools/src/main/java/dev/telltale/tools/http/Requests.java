package dev.telltale.tools.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;

/**
 * Reads requests, and refuses those that are not as they should be.
 */
public final class Requests {

	private Requests() {
	}

	/**
	 * Require one of some methods. The answer to a request by another says which they
	 * are.
	 * @param exchange the request
	 * @param methods the methods
	 * @throws RefusedException if it comes by another
	 */
	public static void requireMethod(HttpExchange exchange, String... methods) throws RefusedException {
		if (!List.of(methods).contains(exchange.getRequestMethod())) {
			String allowed = String.join(", ", methods);
			exchange.getResponseHeaders().set("Allow", allowed);
			throw new RefusedException(405, "Use " + allowed + " here");
		}
	}

	/**
	 * Read the query. A parameter without a value is none; of two with the same name the
	 * last wins.
	 * @param exchange the request
	 * @param known the names that parameters may have
	 * @return values by name
	 * @throws RefusedException if there is another
	 */
	public static Map<String, String> parameters(HttpExchange exchange, String... known) throws RefusedException {
		Map<String, String> parameters = new LinkedHashMap<>();
		String query = exchange.getRequestURI().getRawQuery();
		if (query == null || query.isEmpty()) {
			return parameters;
		}
		for (String pair : query.split("&")) {
			String[] parts = pair.split("=", 2);
			if (!List.of(known).contains(parts[0])) {
				throw new RefusedException(400, "Unknown parameter: "
						+ ((known.length == 0) ? "none is known here" : "known are " + String.join(", ", known)));
			}
			String value = (parts.length > 1) ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
			if (!value.isEmpty()) {
				parameters.put(parts[0], value);
			}
		}
		return parameters;
	}

	/**
	 * Read the body.
	 * @param exchange the request
	 * @param most how long it may be, in bytes
	 * @param tooLong what to say of a longer one
	 * @return the body
	 * @throws RefusedException if it is longer
	 * @throws IOException if it cannot be read
	 */
	public static byte[] body(HttpExchange exchange, int most, String tooLong) throws RefusedException, IOException {
		byte[] body = exchange.getRequestBody().readNBytes(most + 1);
		if (body.length > most) {
			throw new RefusedException(413, tooLong);
		}
		return body;
	}

}
