package dev.telltale.cli.tour;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.receiver.Notification;
import dev.telltale.cli.receiver.ReceiverClient;
import dev.telltale.cli.stack.Component;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.RunningStack;
import dev.telltale.cli.tour.Tour.Act;
import dev.telltale.cli.tour.Tour.Alert;
import dev.telltale.cli.tour.Tour.Page;
import dev.telltale.cli.tour.Tour.Query;
import dev.telltale.cli.tour.Tour.Shell;
import dev.telltale.cli.tour.Tour.Shows;
import dev.telltale.cli.tour.Tour.Step;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.prometheus.AlertState;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.jspecify.annotations.Nullable;

/**
 * Walks a tour: does what each step says, and looks whether one sees what it promises.
 * Ports that were taken are followed to where the stack has moved. Not safe for use by
 * several threads, but for {@link #close}.
 */
public final class TourGuide implements AutoCloseable {

	private static final Duration UP_WITHIN = Duration.ofMinutes(10);

	private static final Duration SHELL_WITHIN = Duration.ofMinutes(5);

	/** Until what a command caused was scraped, evaluated or painted. */
	private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

	private static final String UP = "Ctrl-C stops everything.";

	private static final Pattern AUTHORITY = Pattern.compile("(?:127\\.0\\.0\\.1|localhost):(\\d+)");

	private static final List<Component> ADDRESSED = List.of(Component.SAMPLE_SERVICE, Component.PAYMENTS,
			Component.PROMETHEUS, Component.ALERTMANAGER, Component.RECEIVER, Component.PREVIEW, Component.ZIPKIN,
			Component.NODE_EXPORTER, Component.BLACKBOX_EXPORTER);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.followRedirects(HttpClient.Redirect.NORMAL)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private final Home home;

	private final Path folder;

	private final Console console;

	private volatile @Nullable Process up;

	private volatile @Nullable Process running;

	private Instant stepBegan = Instant.now();

	/** What was shown last: the output of commands, or a page. */
	private String shown = "";

	private @Nullable URI page;

	/**
	 * Create a guide.
	 * @param home the project
	 * @param folder an existing folder for the output of commands
	 * @param console where to tell about the progress
	 */
	public TourGuide(Home home, Path folder, Console console) {
		this.home = home;
		this.folder = folder;
		this.console = console;
	}

	/**
	 * Walk a tour, to its end or to the first step that does not go as it says.
	 * @param tour the tour
	 * @return whether everything was as promised
	 * @throws InterruptedException if this thread is interrupted
	 */
	public boolean walk(Tour tour) throws InterruptedException {
		for (Step step : tour.steps()) {
			this.stepBegan = Instant.now();
			for (Act act : step.acts()) {
				this.console.progress("%s: %s".formatted(step.title(), describe(act)));
				String trouble = perform(act);
				if (trouble != null) {
					this.console.failed("%s\n      line %d: %s: %s".formatted(this.console.red(step.title()),
							act.line(), describe(act), trouble.indent(6).strip()));
					return false;
				}
			}
			this.console.done(
					"%-58s %3d s".formatted(step.title(), Duration.between(this.stepBegan, Instant.now()).toSeconds()));
		}
		return true;
	}

	private static String describe(Act act) {
		if (act instanceof Shell shell) {
			return shell.script().lines().findFirst().orElse("");
		}
		if (act instanceof Query query) {
			return query.expression();
		}
		if (act instanceof Page page) {
			return page.address().toString();
		}
		if (act instanceof Shows shows) {
			return "shows '" + shows.text() + "'";
		}
		Alert alert = (Alert) act;
		return "%s %s%s within %d s".formatted(alert.alert(), alert.news().name().toLowerCase(Locale.ROOT),
				alert.receiver().isEmpty() ? "" : " at " + alert.receiver(), alert.within().toSeconds());
	}

	/** Return what is wrong, or {@code null}. */
	private @Nullable String perform(Act act) throws InterruptedException {
		try {
			if (act instanceof Shell shell) {
				return shell.isUp() ? startStack(shell) : run(shell);
			}
			if (act instanceof Query query) {
				return ask(query);
			}
			if (act instanceof Page page) {
				return open(page);
			}
			return (act instanceof Shows shows) ? look(shows) : await((Alert) act);
		}
		catch (IOException | ApiException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private @Nullable String startStack(Shell shell) throws IOException, InterruptedException {
		Path log = this.folder.resolve("up.log");
		Process process = shell(shell.script(), log);
		this.up = process;
		long deadline = System.nanoTime() + UP_WITHIN.toNanos();
		while (!Files.readString(log).contains(UP)) {
			if (!process.isAlive() || System.nanoTime() > deadline) {
				return "does not start:\n" + tail(Files.readString(log));
			}
			TimeUnit.MILLISECONDS.sleep(200);
		}
		this.shown = Files.readString(log);
		return null;
	}

	private @Nullable String run(Shell shell) throws IOException, InterruptedException {
		Path log = this.folder.resolve("line-%d.log".formatted(shell.line()));
		Process process = shell("set -e\n" + moved(shell.script()), log);
		this.running = process;
		boolean ended = process.waitFor(SHELL_WITHIN.toSeconds(), TimeUnit.SECONDS);
		stop(process);
		this.shown = Files.readString(log);
		this.page = null;
		if (!ended) {
			return "does not end within %d minutes".formatted(SHELL_WITHIN.toMinutes());
		}
		return (process.exitValue() == 0) ? null
				: "exit code %d:\n%s".formatted(process.exitValue(), tail(Files.readString(log)));
	}

	// Bash, for the loops of the tour are what people type.
	private Process shell(String script, Path log) throws IOException {
		return new ProcessBuilder("bash", "-c", script).directory(this.home.folder().toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
	}

	private @Nullable String ask(Query query) throws InterruptedException {
		PrometheusClient prometheus = prometheus();
		return eventually(SEEN_WITHIN,
				() -> prometheus.query(query.expression())
					.samples()
					.stream()
					.anyMatch((sample) -> !Double.isNaN(sample.value())) ? null : "returns no data");
	}

	private @Nullable String open(Page page) throws InterruptedException {
		URI address = URI.create(moved(page.address().toString()));
		this.page = address;
		return eventually(SEEN_WITHIN, () -> {
			HttpResponse<String> response = get(address);
			this.shown = response.body();
			return (response.statusCode() == 200) ? null : address + " answers " + response.statusCode();
		});
	}

	private @Nullable String look(Shows shows) throws InterruptedException {
		URI address = this.page;
		return eventually((address != null) ? SEEN_WITHIN : Duration.ZERO, () -> {
			if (address != null) {
				this.shown = get(address).body();
			}
			return this.shown.contains(shows.text()) ? null : "is not there; there is:\n" + tail(this.shown);
		});
	}

	private @Nullable String await(Alert alert) throws InterruptedException {
		Instant since = this.stepBegan;
		Duration left = alert.within().minus(Duration.between(since, Instant.now()));
		if (alert.news() == Tour.News.FIRES) {
			PrometheusClient prometheus = prometheus();
			return eventually(left, () -> {
				Set<String> firing = prometheus.alerts()
					.stream()
					.filter((active) -> active.state() == AlertState.FIRING)
					.map((active) -> active.name())
					.collect(Collectors.toSet());
				return firing.contains(alert.alert()) ? null : "fires not; firing: " + firing;
			});
		}
		Notification.Status status = (alert.news() == Tour.News.TOLD) ? Notification.Status.FIRING
				: Notification.Status.RESOLVED;
		ReceiverClient receiver = new ReceiverClient(stack().address(Component.RECEIVER.id()));
		return eventually(left,
				() -> receiver.since(since)
					.stream()
					.filter((notification) -> notification.receiver().equals(alert.receiver()))
					.flatMap((notification) -> notification.alerts().stream())
					.anyMatch((told) -> told.name().equals(alert.alert()) && told.status() == status) ? null
							: alert.receiver() + " has not heard of it");
	}

	private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
				BodyHandlers.ofString());
	}

	private PrometheusClient prometheus() {
		return new PrometheusClient(stack().address(Component.PROMETHEUS.id()));
	}

	private RunningStack stack() {
		return RunningStack.of(this.home);
	}

	private String moved(String text) {
		if (this.up == null) {
			return text;
		}
		Map<String, URI> addresses = stack().addresses();
		Map<String, String> byPort = new LinkedHashMap<>();
		for (Component component : ADDRESSED) {
			URI address = addresses.get(component.id());
			if (address != null) {
				byPort.put(String.valueOf(component.port()), address.getAuthority());
			}
		}
		return AUTHORITY.matcher(text)
			.replaceAll((match) -> Matcher.quoteReplacement(byPort.getOrDefault(match.group(1), match.group())));
	}

	private static String tail(String text) {
		List<String> lines = text.lines().toList();
		return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
	}

	private static @Nullable String eventually(Duration patience, Attempt attempt) throws InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		while (true) {
			String trouble;
			try {
				trouble = attempt.run();
			}
			catch (IOException | ApiException ex) {
				trouble = String.valueOf(ex.getMessage());
			}
			if (trouble == null || System.nanoTime() > deadline) {
				return trouble;
			}
			TimeUnit.MILLISECONDS.sleep(500);
		}
	}

	/**
	 * Stop what is running, the stack included.
	 */
	@Override
	public void close() {
		stop(this.running);
		Process up = this.up;
		if (up != null) {
			// It stops what it has started.
			up.destroy();
			await(up);
		}
	}

	private static void stop(@Nullable Process process) {
		if (process != null) {
			process.descendants().forEach(ProcessHandle::destroy);
			process.destroy();
			await(process);
		}
	}

	private static void await(Process process) {
		try {
			if (!process.waitFor(30, TimeUnit.SECONDS)) {
				process.descendants().forEach(ProcessHandle::destroyForcibly);
				process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Attempt {

		@Nullable String run() throws IOException, InterruptedException;

	}

}
