package dev.telltale.preview;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes pictures of dashboards that a {@link PreviewServer} shows, with the Chromium of
 * this machine. Not thread-safe.
 */
public final class Shots implements AutoCloseable {

	/** What to do where there is no Chromium. */
	public static final String MISSING = "Chromium is missing, which takes the pictures: install it (Debian: chromium,"
			+ " Homebrew: chromium), or set " + Chromium.VARIABLE + " to the program";

	private static final Duration READY = Duration.ofSeconds(60);

	private static final int MAX_HEIGHT = 12_000;

	// What is wrong with a whole dashboard stands beside its panels.
	private static final String PANELS = """
			[
			  ...[...document.querySelectorAll('.message.bad')]
			    .filter((message) => !message.closest('.panel'))
			    .map((message) => ({ title: 'The dashboard', state: 'error', message: message.innerText })),
			  ...[...document.querySelectorAll('.panel')].map((panel) => ({
			    title: panel.getAttribute('aria-label'),
			    state: panel.dataset.state,
			    message: panel.querySelector('.message')?.innerText ?? '',
			  })),
			]""";

	private final DevTools browser;

	// One page for all pictures: the next dashboard finds the script compiled.
	private final String session;

	private Shots(DevTools browser, String session) {
		this.browser = browser;
		this.session = session;
	}

	/**
	 * Return whether there is a Chromium on this machine.
	 * @return whether {@link #open()} finds one
	 */
	public static boolean available() {
		return Chromium.find().isPresent();
	}

	/**
	 * Start the browser.
	 * @return the camera
	 * @throws IOException if there is no Chromium, or it does not start
	 * @throws InterruptedException if interrupted
	 */
	public static Shots open() throws IOException, InterruptedException {
		Path chromium = Chromium.find().orElseThrow(() -> new IOException(MISSING));
		DevTools browser = DevTools.start(chromium);
		try {
			String target = browser.call(null, "Target.createTarget", Map.of("url", "about:blank"))
				.path("targetId")
				.asString();
			return new Shots(browser,
					browser.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
						.path("sessionId")
						.asString());
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			browser.close();
			throw ex;
		}
	}

	/**
	 * Take a picture of a dashboard, all of it, once its panels have been painted.
	 * @param preview the address of the preview
	 * @param uid the dashboard
	 * @param file where the picture goes
	 * @param view how the dashboard is looked at
	 * @return the picture
	 * @throws IOException if the preview does not answer, the dashboard is not painted
	 * within a minute, the browser is gone, or the file cannot be written
	 * @throws InterruptedException if interrupted
	 */
	public Shot take(URI preview, String uid, Path file, View view) throws IOException, InterruptedException {
		// Or the dashboard before would be taken for painted.
		navigate("about:blank");
		resize(view.width(), view.width());
		navigate(preview.resolve("d/" + encode(uid) + "?" + view.query()).toString());
		awaitReady(uid);
		int height = Math.min(MAX_HEIGHT,
				this.browser.evaluate(this.session, "document.documentElement.scrollHeight").intValue());
		resize(view.width(), height);
		awaitReady(uid);
		List<Panel> panels = this.browser.evaluate(this.session, PANELS)
			.valueStream()
			.map((panel) -> new Panel(panel.path("title").asString(""), panel.path("state").asString(""),
					panel.path("message").asString("")))
			.toList();
		String image = this.browser
			.call(this.session, "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", false))
			.path("data")
			.asString();
		if (file.getParent() != null) {
			Files.createDirectories(file.getParent());
		}
		Files.write(file, Base64.getDecoder().decode(image));
		return new Shot(uid, file, panels);
	}

	private void navigate(String address) throws IOException, InterruptedException {
		JsonNode navigation = this.browser.call(this.session, "Page.navigate", Map.of("url", address));
		if (navigation.has("errorText")) {
			throw new IOException(
					"%s cannot be opened: %s".formatted(address, navigation.path("errorText").asString("")));
		}
	}

	private void resize(int width, int height) throws IOException, InterruptedException {
		this.browser.call(this.session, "Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	private void awaitReady(String uid) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + READY.toNanos();
		// What a new size asks for starts within this time.
		Thread.sleep(400);
		while (!"ready"
			.equals(this.browser.evaluate(this.session, "document.documentElement.dataset.state").asString(""))) {
			if (System.nanoTime() > deadline) {
				throw new IOException("The dashboard %s is not painted after %d s: check that Prometheus answers"
					.formatted(uid, READY.toSeconds()));
			}
			Thread.sleep(100);
		}
	}

	/**
	 * Return the dashboards that a preview shows.
	 * @param preview the address of the preview
	 * @return their uids, in the order of its list
	 * @throws IOException if the preview does not answer, or has no dashboards
	 * @throws InterruptedException if interrupted
	 */
	public List<String> dashboards(URI preview) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(preview.resolve("api/dashboards")).timeout(READY).build();
		HttpResponse<String> response = HttpClient.newBuilder()
			.proxy(HttpClient.Builder.NO_PROXY)
			.build()
			.send(request, BodyHandlers.ofString());
		JsonNode answer = new JsonMapper().readTree(response.body());
		if (response.statusCode() != 200) {
			throw new IOException("The preview has no dashboards: " + answer.path("error").asString(""));
		}
		return answer.valueStream().map((dashboard) -> dashboard.path("uid").asString("")).toList();
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * Stop the browser.
	 */
	@Override
	public void close() {
		this.browser.close();
	}

	/**
	 * How a dashboard is looked at.
	 *
	 * @param width the width of the picture in pixels; its height follows
	 * @param dark whether in dark colours
	 * @param parameters parameters of the address as Grafana has them: {@code from},
	 * {@code to}, {@code var-job}; what is missing is as the dashboard says
	 */
	public record View(int width, boolean dark, Map<String, String> parameters) {

		/** A wide screen, dark, as the dashboard says. */
		public static final View DEFAULT = new View(1600, true, Map.of());

		/**
		 * Create a view.
		 * @param width the width of the picture in pixels; its height follows
		 * @param dark whether in dark colours
		 * @param parameters parameters of the address as Grafana has them: {@code from},
		 * {@code to}, {@code var-job}; what is missing is as the dashboard says
		 */
		public View {
			parameters = Map.copyOf(parameters);
		}

		String query() {
			String given = this.parameters.entrySet()
				.stream()
				.sorted(Map.Entry.comparingByKey())
				.map((entry) -> "&" + encode(entry.getKey()) + "=" + encode(entry.getValue()))
				.collect(Collectors.joining());
			return "shot&theme=" + (this.dark ? "dark" : "light") + given;
		}

	}

	/**
	 * A picture of a dashboard.
	 *
	 * @param uid the dashboard
	 * @param file the picture, as PNG
	 * @param panels the panels on it
	 */
	public record Shot(String uid, Path file, List<Panel> panels) {

		/**
		 * Create a shot.
		 * @param uid the dashboard
		 * @param file the picture, as PNG
		 * @param panels the panels on it
		 */
		public Shot {
			panels = List.copyOf(panels);
		}

		/**
		 * Return the panels that could not be drawn.
		 * @return the panels with an error
		 */
		public List<Panel> failed() {
			return this.panels.stream().filter((panel) -> panel.state().equals("error")).toList();
		}

		/**
		 * Return the panels that are empty and do not say why.
		 * @return the panels without data and without a reason
		 */
		public List<Panel> unexplained() {
			return this.panels.stream()
				.filter((panel) -> panel.state().equals("empty")
						&& panel.message().replaceFirst("^No data", "").isBlank())
				.toList();
		}

	}

	/**
	 * A panel on a picture.
	 *
	 * @param title its title
	 * @param state {@code data}, {@code empty} or {@code error}
	 * @param message what it says instead of data, or an empty text
	 */
	public record Panel(String title, String state, String message) {
	}

}
