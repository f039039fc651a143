package dev.telltale.cli.receiver;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.telltale.tools.http.RefusedException;
import dev.telltale.tools.http.Reply;
import dev.telltale.tools.http.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Routes requests. Thread-safe.
 */
final class ReceiverHandler implements HttpHandler {

	/** How long the body of a notification may be, in bytes. */
	static final int MAX_BODY = 1024 * 1024;

	private static final String POLICY = """
			default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'; style-src 'self'; \
			base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'""";

	private static final String NOTIFY = "/notify/";

	private static final String ALERTMANAGER = "/api/alertmanager/";

	private static final Logger logger = System.getLogger(ReceiverHandler.class.getName());

	private final NotificationStore store;

	private final AlertmanagerView alertmanager;

	private final Page page;

	/**
	 * Create a handler.
	 * @param store where notifications go
	 * @param alertmanager what may be read from Alertmanager
	 * @param page the files of the page
	 */
	ReceiverHandler(NotificationStore store, AlertmanagerView alertmanager, Page page) {
		this.store = store;
		this.alertmanager = alertmanager;
		this.page = page;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
		reply(exchange).send(exchange);
	}

	private Reply reply(HttpExchange exchange) {
		try {
			return route(exchange);
		}
		catch (RefusedException ex) {
			return Reply.error(ex.status(), ex.getMessage());
		}
		catch (IOException | RuntimeException ex) {
			logger.log(Level.WARNING, "Could not serve " + exchange.getRequestURI(), ex);
			return Reply.error(500, "Could not serve this request: see the log of the receiver");
		}
	}

	private Reply route(HttpExchange exchange) throws RefusedException, IOException {
		String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
		if (path.startsWith(NOTIFY)) {
			Requests.requireMethod(exchange, "POST");
			return notify(path.substring(NOTIFY.length()), exchange);
		}
		Reply file = this.page.file(path);
		if (file != null) {
			Requests.requireMethod(exchange, "GET", "HEAD");
			return file;
		}
		if (path.startsWith(ALERTMANAGER)) {
			Requests.requireMethod(exchange, "GET", "HEAD");
			Requests.parameters(exchange);
			return this.alertmanager.get(path.substring(ALERTMANAGER.length()));
		}
		switch (path) {
			case "/api/notifications" -> {
				Requests.requireMethod(exchange, "GET", "HEAD");
				return notifications(Requests.parameters(exchange, "receiver", "since"));
			}
			case "/api/summary" -> {
				Requests.requireMethod(exchange, "GET", "HEAD");
				Requests.parameters(exchange);
				Map<String, @Nullable Object> summary = this.store.summary();
				summary.put("alertmanager", this.alertmanager.address().toString());
				return Reply.json(summary);
			}
			case "/healthz" -> {
				Requests.requireMethod(exchange, "GET", "HEAD");
				return Reply.text(200, "ok\n");
			}
			default -> throw new RefusedException(404,
					"Nothing is here: the page is at /, notifications are posted to /notify/{receiver}");
		}
	}

	private Reply notify(String receiver, HttpExchange exchange) throws RefusedException, IOException {
		try {
			if (!ReceiverName.isValid(receiver)) {
				throw new RefusedException(400,
						"The last segment of the address must be a receiver's name: a-z, 0-9 and - only");
			}
			requireJson(exchange);
			LogEntry entry = this.store.add(receiver, body(exchange));
			return Reply.json(Map.of("id", entry.id()));
		}
		catch (RefusedException ex) {
			this.store.countRefused(ex.getMessage());
			throw ex;
		}
	}

	/**
	 * Refuse what a form of any web site could post without asking.
	 */
	private static void requireJson(HttpExchange exchange) throws RefusedException {
		String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
		if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
			throw new RefusedException(415, "Not a notification: send it with Content-Type: application/json");
		}
	}

	private static String body(HttpExchange exchange) throws RefusedException, IOException {
		byte[] body = Requests.body(exchange, MAX_BODY,
				"Not a notification: longer than %d bytes; lower max_alerts of this webhook in Alertmanager"
					.formatted(MAX_BODY));
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new RefusedException(400, "Not a notification: it is not UTF-8");
		}
	}

	private Reply notifications(Map<String, String> parameters) throws RefusedException {
		String lines = this.store.find(parameters.get("receiver"), since(parameters.get("since")))
			.stream()
			.map(LogEntry::line)
			.collect(Collectors.joining(","));
		String json = "{\"startedAt\":\"%s\",\"notifications\":[".formatted(this.store.startedAt()) + lines + "]}";
		return Reply.rawJson(json.getBytes(StandardCharsets.UTF_8));
	}

	private static Predicate<LogEntry> since(@Nullable String since) throws RefusedException {
		if (since == null) {
			return (entry) -> true;
		}
		try {
			if (since.matches("\\d{1,18}")) {
				long id = Long.parseLong(since);
				return (entry) -> entry.id() > id;
			}
			Instant instant = Instant.parse(since);
			return (entry) -> entry.notification().receivedAt().isAfter(instant);
		}
		catch (DateTimeException ex) {
			throw new RefusedException(400,
					"Parameter since must be the id of a notification or a time such as 2026-01-31T12:00:00Z");
		}
	}

}
