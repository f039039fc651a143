package dev.telltale.preview;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A headless Chromium of our own, spoken to by its DevTools protocol. Not thread-safe.
 */
final class DevTools implements AutoCloseable {

	private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

	private static final Path NICE = Path.of("/usr/bin/nice");

	private static final Duration START = Duration.ofSeconds(60);

	private static final Duration ANSWER = Duration.ofSeconds(60);

	private final Process process;

	private final Path profile;

	private final WebSocket socket;

	private final Answers answers;

	private final JsonMapper mapper;

	private final AtomicLong ids = new AtomicLong();

	private DevTools(Process process, Path profile, WebSocket socket, Answers answers, JsonMapper mapper) {
		this.process = process;
		this.profile = profile;
		this.socket = socket;
		this.answers = answers;
		this.mapper = mapper;
	}

	/**
	 * Start a browser with an empty profile.
	 * @param chromium the program
	 * @return the browser
	 * @throws IOException if it does not start
	 * @throws InterruptedException if interrupted
	 */
	static DevTools start(Path chromium) throws IOException, InterruptedException {
		Path profile = Files.createTempDirectory("telltale-chromium");
		Process process = null;
		try {
			Path log = profile.resolve("chromium.log");
			process = new ProcessBuilder(command(chromium, profile)).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			URI address = awaitAddress(process, log);
			JsonMapper mapper = new JsonMapper();
			Answers answers = new Answers(mapper);
			WebSocket socket = HttpClient.newBuilder()
				.proxy(HttpClient.Builder.NO_PROXY)
				.build()
				.newWebSocketBuilder()
				.buildAsync(address, answers)
				.get(START.toSeconds(), TimeUnit.SECONDS);
			return new DevTools(process, profile, socket, answers, mapper);
		}
		catch (ExecutionException | TimeoutException ex) {
			stop(process, profile);
			throw new IOException("Chromium at %s cannot be spoken to".formatted(chromium), ex);
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			stop(process, profile);
			throw ex;
		}
	}

	private static List<String> command(Path chromium, Path profile) {
		List<String> command = new ArrayList<>();
		if (Files.isExecutable(NICE)) {
			// Pictures can wait; what they show may not.
			command.add(NICE.toString());
		}
		command.addAll(List.of(chromium.toString(), "--headless", "--remote-debugging-port=0",
				"--user-data-dir=" + profile.resolve("profile"), "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
				"--force-color-profile=srgb", "--font-render-hinting=none"));
		if ("root".equals(System.getProperty("user.name"))) {
			// Chromium refuses to run as root otherwise. It sees our own page only.
			command.add("--no-sandbox");
		}
		command.add("about:blank");
		return command;
	}

	private static URI awaitAddress(Process process, Path log) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < deadline) {
			if (Files.exists(log)) {
				try (BufferedReader reader = Files.newBufferedReader(log)) {
					Matcher matcher = LISTENING.matcher(String.join("\n", reader.lines().toList()));
					if (matcher.find()) {
						return URI.create(matcher.group(1));
					}
				}
				catch (UncheckedIOException ex) {
					throw ex.getCause();
				}
			}
			if (!process.isAlive()) {
				throw new IOException("Chromium ended with exit code %d: %s".formatted(process.exitValue(),
						Files.exists(log) ? Files.readString(log).strip() : ""));
			}
			Thread.sleep(50);
		}
		throw new IOException("Chromium did not start within %d s".formatted(START.toSeconds()));
	}

	/**
	 * Call a method of the protocol.
	 * @param session the session of a page, or none for the browser
	 * @param method the method
	 * @param parameters its parameters
	 * @return the result
	 * @throws IOException if the browser is gone or refuses
	 * @throws InterruptedException if interrupted
	 */
	JsonNode call(@Nullable String session, String method, Map<String, ?> parameters)
			throws IOException, InterruptedException {
		long id = this.ids.incrementAndGet();
		ObjectNode message = this.mapper.createObjectNode();
		message.put("id", id);
		message.put("method", method);
		message.set("params", this.mapper.valueToTree(parameters));
		if (session != null) {
			message.put("sessionId", session);
		}
		CompletableFuture<JsonNode> answer = this.answers.expect(id);
		try {
			this.socket.sendText(message.toString(), true).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
			JsonNode node = answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
			if (node.has("error")) {
				throw new IOException(
						"Chromium refused %s: %s".formatted(method, node.at("/error/message").asString("")));
			}
			return node.path("result");
		}
		catch (ExecutionException ex) {
			throw new IOException("Chromium is gone", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException("Chromium did not answer %s within %d s".formatted(method, ANSWER.toSeconds()), ex);
		}
		finally {
			this.answers.forget(id);
		}
	}

	/**
	 * Evaluate an expression in a page.
	 * @param session the session of the page
	 * @param expression the expression, in JavaScript
	 * @return its value
	 * @throws IOException if the browser is gone, or the expression fails
	 * @throws InterruptedException if interrupted
	 */
	JsonNode evaluate(String session, String expression) throws IOException, InterruptedException {
		JsonNode result = call(session, "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
		if (result.has("exceptionDetails")) {
			throw new IOException("The page failed: " + result.at("/exceptionDetails/text").asString(""));
		}
		return result.at("/result/value");
	}

	@Override
	public void close() {
		this.socket.abort();
		stop(this.process, this.profile);
	}

	private static void stop(@Nullable Process process, Path profile) {
		if (process != null) {
			List<ProcessHandle> children = process.descendants().toList();
			process.destroy();
			children.forEach(ProcessHandle::destroy);
			try {
				if (!process.waitFor(5, TimeUnit.SECONDS)) {
					process.destroyForcibly();
				}
			}
			catch (InterruptedException ex) {
				process.destroyForcibly();
				Thread.currentThread().interrupt();
			}
		}
		try (Stream<Path> files = Files.walk(profile)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// In the folder for temporary files: the system clears it.
			System.getLogger(DevTools.class.getName())
				.log(System.Logger.Level.DEBUG, "Could not delete " + profile, ex);
		}
	}

	private static final class Answers implements WebSocket.Listener {

		private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

		private final StringBuilder text = new StringBuilder();

		private final JsonMapper mapper;

		Answers(JsonMapper mapper) {
			this.mapper = mapper;
		}

		CompletableFuture<JsonNode> expect(long id) {
			return this.pending.computeIfAbsent(id, (unused) -> new CompletableFuture<>());
		}

		void forget(long id) {
			this.pending.remove(id);
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				JsonNode message = this.mapper.readTree(this.text.toString());
				this.text.setLength(0);
				CompletableFuture<JsonNode> answer = this.pending.get(message.path("id").asLong(-1));
				if (answer != null) {
					answer.complete(message);
				}
			}
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
			onError(socket, new IOException("Chromium closed the connection"));
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			this.pending.values().forEach((answer) -> answer.completeExceptionally(error));
		}

	}

}
