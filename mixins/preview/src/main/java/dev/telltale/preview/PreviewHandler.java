package dev.telltale.preview;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.telltale.tools.http.RefusedException;
import dev.telltale.tools.http.Reply;
import dev.telltale.tools.http.Requests;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Routes requests. Thread-safe.
 */
final class PreviewHandler implements HttpHandler {

	/** How many open pages are told of changes; each holds a thread. */
	static final int MAX_STREAMS = 32;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** How long the parameters of a query may be, in bytes. */
	private static final int MAX_BODY = 256 * 1024;

	private static final int MAX_LINES = 5000;

	private static final int HEARTBEAT_SECONDS = 15;

	// Emotion, which Grafana's components are styled with, writes styles into the page.
	private static final String POLICY = """
			default-src 'none'; connect-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; \
			style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'""";

	private static final String PROMETHEUS = "/api/prometheus/";

	private static final String DASHBOARD = "/api/dashboards/";

	private static final String ASSETS = "/assets/";

	private static final String RUNBOOK = "/runbooks/";

	private static final String MARKDOWN = ".md";

	private static final Logger logger = System.getLogger(PreviewHandler.class.getName());

	private final PreviewOptions options;

	private final PreviewFiles files;

	private final Changes changes;

	private final PrometheusProxy prometheus;

	private final Semaphore streams = new Semaphore(MAX_STREAMS);

	private final JsonMapper mapper = new JsonMapper();

	PreviewHandler(PreviewOptions options, PreviewFiles files, Changes changes) {
		this.options = options;
		this.files = files;
		this.changes = changes;
		this.prometheus = new PrometheusProxy(options.prometheus(), TIMEOUT);
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
		if (Objects.equals(exchange.getRequestURI().getPath(), "/api/events") && this.streams.tryAcquire()) {
			try {
				stream(exchange);
			}
			finally {
				this.streams.release();
			}
		}
		else {
			reply(exchange).send(exchange);
		}
	}

	private Reply reply(HttpExchange exchange) {
		try {
			return route(exchange);
		}
		catch (RefusedException ex) {
			return Reply.error(ex.status(), ex.getMessage());
		}
		catch (IOException ex) {
			return Reply.error(500, Objects.requireNonNullElse(ex.getMessage(), "Could not serve this request"));
		}
		catch (RuntimeException ex) {
			logger.log(Level.WARNING, "Could not serve " + exchange.getRequestURI().getPath(), ex);
			return Reply.error(500, "Could not serve this request: see the log of the preview");
		}
	}

	private Reply route(HttpExchange exchange) throws RefusedException, IOException {
		String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
		if (path.startsWith(PROMETHEUS)) {
			Requests.requireMethod(exchange, "GET", "POST");
			byte[] body = exchange.getRequestMethod().equals("POST")
					? Requests.body(exchange, MAX_BODY, "The query is longer than %d bytes".formatted(MAX_BODY)) : null;
			return this.prometheus.ask(path.substring(PROMETHEUS.length()), exchange.getRequestURI().getRawQuery(),
					body);
		}
		Requests.requireMethod(exchange, "GET", "HEAD");
		Reply file = this.files.file(path);
		if (file != null) {
			if (path.startsWith(ASSETS)) {
				// The names of these change with them.
				exchange.getResponseHeaders().set("Cache-Control", "max-age=31536000, immutable");
			}
			return file;
		}
		if (path.startsWith(DASHBOARD)) {
			String uid = path.substring(DASHBOARD.length());
			String dashboard = this.options.dashboards().read().get(uid);
			if (dashboard == null) {
				throw new RefusedException(404, "There is no dashboard %s: see the list at /".formatted(uid));
			}
			return Reply.rawJson(dashboard.getBytes(StandardCharsets.UTF_8));
		}
		if (path.startsWith(RUNBOOK)) {
			return runbook(path.substring(RUNBOOK.length()));
		}
		return switch (path) {
			case "/api/settings" -> Reply.json(settings());
			case "/api/dashboards" -> Reply.json(dashboards());
			case "/api/reason" -> Reply.json(Map.of("reason", reason(Requests.parameters(exchange, "expr"))));
			case "/api/logs" -> Reply.json(lines(Requests.parameters(exchange, "query", "from", "to", "limit")));
			case "/api/events" -> throw new RefusedException(503,
					"Too many pages are open to tell them of changes: close some, or reload by hand");
			case "/healthz" -> Reply.json(Map.of("status", "UP"));
			default -> throw new RefusedException(404, "Nothing is here: the dashboards are at /");
		};
	}

	private Reply runbook(String name) throws RefusedException, IOException {
		String runbook = name.endsWith(MARKDOWN)
				? this.options.runbooks().of(name.substring(0, name.length() - MARKDOWN.length())) : null;
		if (runbook == null) {
			throw new RefusedException(404, "There is no runbook %s: name an alert, and .md".formatted(name));
		}
		return Reply.text(200, runbook);
	}

	private Map<String, Object> settings() {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("prometheus", PrometheusProxy.shown(this.options.prometheus()));
		settings.put("scrapeInterval", this.options.scrapeInterval().toMillis() + "ms");
		settings.put("logs", this.options.logs() != null);
		if (this.options.trace() != null) {
			settings.put("trace", this.options.trace());
		}
		String version = PreviewHandler.class.getPackage().getImplementationVersion();
		settings.put("version", Objects.requireNonNullElse(version, "of the sources"));
		return settings;
	}

	private List<Map<String, Object>> dashboards() throws IOException {
		List<Map<String, Object>> list = new ArrayList<>();
		for (Map.Entry<String, String> entry : this.options.dashboards().read().entrySet()) {
			try {
				JsonNode dashboard = this.mapper.readTree(entry.getValue());
				list.add(Map.of("uid", entry.getKey(), "title", dashboard.path("title").asString(entry.getKey()),
						"description", dashboard.path("description").asString(""), "tags",
						dashboard.path("tags").valueStream().map((tag) -> tag.asString("")).toList()));
			}
			catch (JacksonException ex) {
				throw new IOException("The dashboard %s cannot be read as JSON: %s".formatted(entry.getKey(),
						ex.getOriginalMessage()), ex);
			}
		}
		return list;
	}

	private String reason(Map<String, String> parameters) throws RefusedException {
		String expression = required(parameters, "expr");
		try {
			return this.options.reasons().why(expression);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "";
		}
		catch (Exception ex) {
			logger.log(Level.DEBUG, "No reason found for " + expression, ex);
			return "";
		}
	}

	private List<Map<String, Object>> lines(Map<String, String> parameters) throws RefusedException, IOException {
		Logs logs = this.options.logs();
		if (logs == null) {
			throw new RefusedException(404, "This preview has no logs");
		}
		Instant from = Instant.ofEpochMilli(number(parameters, "from"));
		Instant to = Instant.ofEpochMilli(number(parameters, "to"));
		int limit = (int) Math.min(MAX_LINES, Math.max(1, number(parameters, "limit")));
		return logs.query(required(parameters, "query"), from, to, limit)
			.stream()
			.map((line) -> Map.<String, Object>of("time", line.time().toEpochMilli(), "line", line.text(), "labels",
					line.labels()))
			.toList();
	}

	/**
	 * Tell of changes until the client is gone or the preview stops.
	 */
	private void stream(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
			out.flush();
			long known = this.changes.revision();
			for (int second = 1; this.changes.pause(); second++) {
				long revision = this.changes.revision();
				if (revision != known) {
					known = revision;
					out.write("event: change\ndata: %d\n\n".formatted(revision).getBytes(StandardCharsets.UTF_8));
					out.flush();
				}
				else if (second % HEARTBEAT_SECONDS == 0) {
					// Without it a client that is gone would keep its thread.
					out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
					out.flush();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static long number(Map<String, String> parameters, String name) throws RefusedException {
		String value = required(parameters, name);
		try {
			return Long.parseLong(value);
		}
		catch (NumberFormatException ex) {
			throw new RefusedException(400, "Parameter %s must be a whole number".formatted(name));
		}
	}

	private static String required(Map<String, String> parameters, String name) throws RefusedException {
		String value = parameters.get(name);
		if (value == null) {
			throw new RefusedException(400, "Parameter %s is missing".formatted(name));
		}
		return value;
	}

}
