package dev.telltale.cli.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.scenario.Scenario;
import dev.telltale.cli.scenario.Scenario.StackKind;
import dev.telltale.cli.scenario.ScenarioWatcher;
import dev.telltale.cli.scenario.Verdict;
import dev.telltale.cli.stack.Application;
import dev.telltale.cli.stack.Home;
import dev.telltale.mixins.Mixin;
import dev.telltale.preview.Shots;
import dev.telltale.tools.files.Folders;
import org.jspecify.annotations.Nullable;

/**
 * Takes a picture of what each scenario looked like: the dashboard that its first alert
 * links to, over the time of the scenario. One after the other, beside the scenarios that
 * still run. Without Chromium there are none, which is said once. Thread-safe.
 */
public final class Pictures implements ScenarioWatcher, AutoCloseable {

	private static final String SERVICE = "telltale-service";

	/** By alert, the dashboard to look at first. */
	private static final String DASHBOARDS = """
			local dashboard(alert) = if std.objectHas(alert, 'dashboard') && alert.dashboard != null then alert.dashboard else '%s';
			{
			  [name]: dashboard(mixin.prometheusAlerts[area][name])
			  for area in std.objectFields(mixin.prometheusAlerts)
			  for name in std.objectFields(mixin.prometheusAlerts[area])
			}
			"""
		.formatted(SERVICE);

	private static final int WIDTH = 1200;

	// So that one sees how it was before and after.
	private static final Duration MARGIN = Duration.ofSeconds(15);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Application application;

	private final Path folder;

	private final URI preview;

	private final Console console;

	private final Map<String, String> dashboards = new ConcurrentHashMap<>();

	private final Map<String, Path> taken = new ConcurrentHashMap<>();

	private final ExecutorService camera = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "camera");
		thread.setDaemon(true);
		return thread;
	});

	private @Nullable Shots shots;

	/**
	 * Create a camera.
	 * @param home the project, whose mixin knows where to look
	 * @param preview where its dashboards are shown
	 * @param folder where the pictures go
	 * @param console where to tell what is missing
	 */
	public Pictures(Home home, URI preview, Path folder, Console console) {
		this.application = home.application();
		this.preview = preview;
		this.folder = folder;
		this.console = console;
		home.mixin()
			.evaluate(DASHBOARDS, Mixin.DEMO)
			.forEachEntry((alert, dashboard) -> this.dashboards.put(alert, dashboard.asString(SERVICE)));
		if (!Shots.available()) {
			console.note("the report will have no pictures: " + Shots.MISSING);
			this.camera.shutdown();
		}
	}

	@Override
	public void ended(Scenario scenario, Verdict verdict) {
		// A stack of its own is gone by now.
		if (scenario.stack() == StackKind.SHARED && !this.camera.isShutdown()) {
			this.camera.execute(() -> take(scenario, verdict, this.folder.resolve(scenario.name() + ".png")));
		}
	}

	@Override
	public void rest() throws InterruptedException {
		if (!this.camera.isShutdown()) {
			await(this.camera.submit(() -> {
				// All that came before it is taken.
			}));
		}
	}

	private static void await(Future<?> last) throws InterruptedException {
		try {
			last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// Then it disturbs, which the verdict shows.
		}
	}

	private void take(Scenario scenario, Verdict verdict, Path file) {
		String dashboard = scenario.expect()
			.stream()
			.map((expected) -> this.dashboards.getOrDefault(expected.alert(), SERVICE))
			.findFirst()
			.orElse(SERVICE);
		try {
			if (this.shots == null) {
				this.shots = Shots.open();
			}
			this.shots.take(this.preview, dashboard, file,
					new Shots.View(WIDTH, true,
							Map.of("from", String.valueOf(verdict.begin().minus(MARGIN).toEpochMilli()), "to",
									String.valueOf(verdict.end().toEpochMilli()), "var-job",
									this.application.jobIn(verdict.scenario()))));
			this.taken.put(scenario.name(), file);
		}
		catch (IOException ex) {
			// The page may be gone: the next picture has a browser of its own.
			closeBrowser();
			this.console.note("no picture of %s: %s".formatted(scenario.name(), ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Wait for the last picture, and return all of them.
	 * @return the files that were written, by scenario
	 * @throws InterruptedException if this thread is interrupted
	 */
	public Map<String, Path> all() throws InterruptedException {
		this.camera.shutdown();
		if (!this.camera.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			this.console.note("some pictures are missing: they were not taken within %d s of the last scenario"
				.formatted(PATIENCE.toSeconds()));
		}
		return Map.copyOf(this.taken);
	}

	/**
	 * Put the camera away.
	 */
	@Override
	public void close() {
		this.camera.shutdownNow();
		try {
			this.camera.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		closeBrowser();
	}

	private synchronized void closeBrowser() {
		if (this.shots != null) {
			this.shots.close();
			this.shots = null;
		}
	}

	/**
	 * Return the folder of the pictures of a report, empty.
	 * @param report the folder of the report
	 * @return the folder
	 * @throws IOException if it cannot be made
	 */
	public static Path folder(Path report) throws IOException {
		Path folder = report.resolve("pictures");
		// Those of an earlier run are no evidence in this one.
		Folders.delete(folder);
		return Files.createDirectories(folder);
	}

}
