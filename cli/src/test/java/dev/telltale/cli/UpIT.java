package dev.telltale.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import dev.telltale.preview.Shots;
import dev.telltale.tools.prometheus.ActiveAlert;
import dev.telltale.tools.prometheus.AlertState;
import dev.telltale.tools.prometheus.ExemplarSeries;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code telltale up} and {@code down}, as README.md, docs/stack.md and docs/walks.md
 * tell them.
 */
class UpIT {

	private static final Duration UP_WITHIN = Duration.ofMinutes(2);

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final Duration PROVED_WITHIN = Duration.ofMinutes(3);

	private static final String UP = "Ctrl-C stops everything.";

	@Test
	void whatTheReadmePromisesIsTrue(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start(Readme.arguments("./telltale up"))) {
			up.await(UP, UP_WITHIN);
			assertThat(Readme.read().printed("  ✔ sample-service")).hasSize(9)
				.allSatisfy((line) -> assertThat(up.output()).containsPattern(line));
			URI service = up.address("sample-service");
			URI prometheus = up.address("prometheus");
			// Three times what is documented: a slow machine passes.
			assertThat(secondsToTheFirstSample(up)).isLessThan(90);
			everyCurlOfThePageAnswers(home, service);
			everyQueryOfThePageReturnsData(prometheus);
			ActiveAlert alert = aHundredErrorsFireAnAlert(home, service, prometheus);
			anAlertLeadsToItsCause(home, up, alert);
			aSecondUpIsRefused(home, up);
			up.process().destroy();
			assertThat(up.await(SOON)).isEqualTo(143);
			assertThat(up.output()).contains("stopped all that this command had started");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void aStackBesideWhatACrashLeftProvesScenariosAndIsWiped(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		Process stranger = new ProcessBuilder("sleep", "600").start();
		crash(folder.resolve(".telltale/up"), stranger.pid());
		try (TestHome.Run up = home.start("up", "--no-traffic")) {
			up.await(UP, UP_WITHIN);
			assertThat(stranger.isAlive()).isTrue();
			scenariosRunWhereSomebodyElseStartedEverything(home, up);
			dashboardsAreShownBesideTheStack(home);
			picturesAreTakenBesideTheStack(home, folder.resolve("pictures"));
			try (TestHome.Run down = home.start("down", "--wipe")) {
				assertThat(down.await(SOON)).isZero();
				assertThat(down.output()).contains("stopped the stack").contains("removed ");
			}
			assertThat(up.process().isAlive()).isFalse();
		}
		finally {
			stranger.destroyForcibly();
		}
		assertThat(home.leftBehind()).isEmpty();
		assertThat(folder.resolve(".telltale/up")).doesNotExist();
	}

	private static void scenariosRunWhereSomebodyElseStartedEverything(TestHome home, TestHome.Run up)
			throws Exception {
		try (TestHome.Run prove = home.start(Readme.arguments("./telltale prove error-burst", "disk-full",
				"--prometheus", up.address("prometheus").toString(), "--alertmanager",
				up.address("alertmanager").toString(), "--receiver", up.address("receiver").toString(), "--service",
				up.address("sample-service").toString(), "--payments", up.address("payments").toString()))) {
			assertThat(prove.await(PROVED_WITHIN)).as(prove.output()).isZero();
			assertThat(rowsOfTheReadme()).hasSize(16)
				.allSatisfy((row) -> assertThat(prove.output()).containsPattern(row));
			assertThat(prove.output()).contains("disk-full is not run there: it makes up what is scraped")
				.containsPattern("✔ delivered +warning hears of HighErrorRate")
				.contains("1 of 1 scenarios passed");
		}
	}

	// Without what was seen, which stands in the last columns and differs each time.
	private static List<Pattern> rowsOfTheReadme() {
		String table = "error-burst:";
		List<String> lines = Readme.read().text().lines().dropWhile((line) -> !line.startsWith(table)).toList();
		int seen = lines.get(1).indexOf("seen");
		String rows = lines.stream()
			.skip(2)
			.takeWhile((line) -> !line.equals("```"))
			.map((line) -> line.substring(0, Math.min(seen, line.length())).stripTrailing())
			.collect(Collectors.joining("\n", "```\n" + table + "\n", "\n```\n"));
		List<Pattern> printed = new Readme(rows).printed(table);
		return printed.subList(1, printed.size());
	}

	private static void dashboardsAreShownBesideTheStack(TestHome home) throws Exception {
		try (TestHome.Run preview = home.start("preview")) {
			preview.await("Ctrl-C stops it.", SOON);
			URI page = preview.address("dashboards at");
			assertThat(home.call("GET", page.resolve("api/dashboards")).body()).contains("\"telltale-service\"");
			assertThat(home.call("GET", page.resolve("api/settings")).body()).contains("/zipkin/traces/{}");
			String query = URLEncoder.encode("{service_name=\"sample-service\"} | json | level=\"ERROR\"",
					StandardCharsets.UTF_8);
			long now = System.currentTimeMillis();
			HttpResponse<String> lines = home.call("GET",
					page.resolve("api/logs?limit=5&from=%d&to=%d&query=%s".formatted(now - 600_000, now, query)));
			assertThat(lines.body()).contains("trace_id").contains("This route always fails");
		}
	}

	private static void picturesAreTakenBesideTheStack(TestHome home, Path pictures) throws Exception {
		try (TestHome.Run shot = home.start("shot", "telltale-service", "telltale-slo", "--output", pictures.toString(),
				"--from", "now-5m", "--var", "job=sample-service", "--light")) {
			if (!Shots.available()) {
				assertThat(shot.await(SOON)).isEqualTo(1);
				assertThat(shot.output()).contains("Chromium is missing");
				return;
			}
			assertThat(shot.await(UP_WITHIN)).as(shot.output()).isZero();
			for (String uid : List.of("telltale-service", "telltale-slo")) {
				BufferedImage picture = ImageIO.read(pictures.resolve(uid + ".png").toFile());
				assertThat(picture.getWidth()).isEqualTo(1600);
				assertThat(picture.getHeight()).isGreaterThan(800);
			}
		}
		Path none = pictures.resolveSibling("none");
		try (TestHome.Run shot = home.start("shot", "servce", "--output", none.toString())) {
			assertThat(shot.await(SOON)).isEqualTo(1);
			assertThat(none).doesNotExist();
			assertThat(shot.output()).contains("there is no dashboard 'servce': choose from telltale-");
		}
	}

	private static void everyCurlOfThePageAnswers(TestHome home, URI service) throws Exception {
		Pattern curl = Pattern.compile("(?m)^curl (?:-X (\\w+) )?http://localhost:8080(\\S+)");
		List<MatchResult> calls = curl.matcher(page()).results().toList();
		assertThat(calls).hasSize(9);
		for (MatchResult call : calls) {
			String method = (call.group(1) != null) ? call.group(1) : "GET";
			HttpResponse<String> response = home.call(method, service.resolve(call.group(2)));
			Predicate<Integer> expected = switch (call.group(2)) {
				case "/api/error" -> (status) -> status == 500;
				case "/api/flaky" -> (status) -> status == 500 || status == 200;
				case "/api/orders" -> (status) -> status == 201 || status == 402;
				default -> (status) -> status / 100 == 2;
			};
			assertThat(response.statusCode()).as(call.group()).matches(expected);
		}
	}

	private static void everyQueryOfThePageReturnsData(URI prometheus) throws Exception {
		PrometheusClient client = new PrometheusClient(prometheus);
		List<String> queries = Pattern.compile("```promql\n(.*?)\n```", Pattern.DOTALL)
			.matcher(page())
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(queries).hasSize(6);
		for (String query : queries) {
			TestHome.await(query,
					() -> client.query(query).samples().stream().anyMatch((sample) -> !Double.isNaN(sample.value())));
		}
	}

	private static ActiveAlert aHundredErrorsFireAnAlert(TestHome home, URI service, URI prometheus) throws Exception {
		assertThat(page()).contains("for i in {1..100}; do curl http://localhost:8080/api/error; done");
		for (int i = 0; i < 100; i++) {
			home.call("GET", service.resolve("/api/error"));
		}
		PrometheusClient client = new PrometheusClient(prometheus);
		TestHome.await("HighErrorRate", () -> client.alerts().stream().anyMatch(UpIT::isFiringHighErrorRate));
		return client.alerts().stream().filter(UpIT::isFiringHighErrorRate).findFirst().orElseThrow();
	}

	private static void anAlertLeadsToItsCause(TestHome home, TestHome.Run up, ActiveAlert alert) throws Exception {
		Readme walk = Readme.read("docs/walks.md");
		assertThat(walk.commands()).contains("./telltale up",
				"for i in {1..100}; do curl -s -o /dev/null http://localhost:8080/api/error; done",
				"./telltale logs --trace ID");
		assertThat(walk.text()).contains(alert.annotations().get("summary"));
		URI runbook = URI.create(alert.annotations().get("runbook_url"));
		assertThat(walk.text()).contains("http://127.0.0.1:3000" + runbook.getPath());
		assertThat(home.call("GET", runbook).body()).startsWith("# HighErrorRate").contains("## Diagnosis");
		URI dashboard = URI.create(alert.annotations().get("dashboard_url"));
		assertThat(walk.text()).contains("http://127.0.0.1:3000" + dashboard.getPath());
		assertThat(dashboard.getQuery()).contains("var-job=sample-service");
		assertThat(home.call("GET", dashboard).statusCode()).isEqualTo(200);
		PrometheusClient prometheus = new PrometheusClient(up.address("prometheus"));
		assertThat(prometheus.query(walk.queries().get(0)).samples()).first()
			.satisfies((sample) -> assertThat(sample.labels()).containsEntry("uri", "/api/error"));
		String trace = newestTrace(prometheus, walk.queries().get(1));
		URI stored = up.address("zipkin").resolve("/zipkin/api/v2/trace/" + trace);
		TestHome.await("trace " + trace, () -> home.call("GET", stored).body().contains("/api/error"));
		try (TestHome.Run logs = home.start("logs", "--trace", trace)) {
			assertThat(logs.await(SOON)).isZero();
			assertThat(logs.output()).contains("This route always fails");
		}
	}

	private static String newestTrace(PrometheusClient prometheus, String series) throws Exception {
		Instant now = Instant.now();
		List<String> traces = prometheus.exemplars(series, now.minus(UP_WITHIN), now)
			.stream()
			.flatMap((exemplars) -> exemplars.exemplars().stream())
			.sorted(Comparator.comparing(ExemplarSeries.Exemplar::timestamp))
			.map((exemplar) -> exemplar.labels().get("trace_id"))
			.toList();
		assertThat(traces).as("exemplars of " + series).isNotEmpty();
		return traces.get(traces.size() - 1);
	}

	private static boolean isFiringHighErrorRate(ActiveAlert alert) {
		return alert.name().equals("HighErrorRate") && alert.state() == AlertState.FIRING;
	}

	private static void aSecondUpIsRefused(TestHome home, TestHome.Run first) throws Exception {
		try (TestHome.Run second = home.start("up")) {
			assertThat(second.await(SOON)).isEqualTo(1);
			assertThat(second.output().strip()).hasLineCount(1)
				.contains("process " + first.process().pid())
				.contains("./telltale down");
		}
		assertThat(first.process().isAlive()).isTrue();
	}

	private static int secondsToTheFirstSample(TestHome.Run up) throws IOException {
		Matcher matcher = Pattern.compile("first sample of the service, after (\\d+) s").matcher(up.output());
		assertThat(matcher.find()).as(up.output()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	private static String page() throws IOException {
		return Files.readString(TestHome.project().resolve("docs/stack.md"));
	}

	/**
	 * What a stack leaves behind when the machine goes down: files that are torn, and a
	 * ledger with a process id that somebody else has by now.
	 */
	private static void crash(Path state, long stranger) throws IOException {
		Files.createDirectories(state.resolve("data/prometheus/wal"));
		Files.writeString(state.resolve("data/prometheus/wal/00000000"), "torn");
		Files.writeString(state.resolve("lock"), "");
		Files.writeString(state.resolve("addresses.json"), "{\"prometheus\": \"http://127.0");
		Files.writeString(state.resolve("notifications.jsonl"), "{\"id\": 1, \"receivedAt\": \"2026-");
		Files.writeString(state.resolve("processes"), stranger + "\tof an earlier boot/1\tprometheus\n" + stranger);
	}

}
