package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.telltale.tools.prometheus.ActiveAlert;
import dev.telltale.tools.prometheus.AlertState;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code telltale up} and {@code down}, as the README tells them.
 */
class UpIT {

	private static final Duration UP_WITHIN = Duration.ofMinutes(2);

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final String UP = "Ctrl-C stops everything.";

	@Test
	void whatTheReadmePromisesIsTrue(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start("up")) {
			up.await(UP, UP_WITHIN);
			URI service = up.address("sample-service");
			URI prometheus = up.address("prometheus");
			// Three times what is documented: a slow machine passes.
			assertThat(secondsToTheFirstSample(up)).isLessThan(90);
			everyCurlOfTheReadmeAnswers(home, service);
			everyQueryOfTheReadmeReturnsData(prometheus);
			aHundredErrorsFireAnAlert(home, service, prometheus);
			aSecondUpIsRefused(home, up);
			up.process().destroy();
			assertThat(up.await(SOON)).isEqualTo(143);
			assertThat(up.output()).contains("stopped all that this command had started");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void downStopsTheStackAndWipesIt(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start("up", "--no-traffic")) {
			up.await(UP, UP_WITHIN);
			try (TestHome.Run down = home.start("down", "--wipe")) {
				assertThat(down.await(SOON)).isZero();
				assertThat(down.output()).contains("stopped the stack").contains("removed ");
			}
			assertThat(up.process().isAlive()).isFalse();
		}
		assertThat(home.leftBehind()).isEmpty();
		assertThat(folder.resolve(".telltale/up")).doesNotExist();
	}

	@Test
	void aKilledCommandLeavesNothing(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start("up")) {
			up.await("alertmanager", UP_WITHIN);
			assertThat(home.components()).isNotEmpty();
			up.process().destroyForcibly().waitFor();
			assertThat(home.leftBehind()).isEmpty();
		}
		try (TestHome.Run down = home.start("down")) {
			assertThat(down.await(SOON)).isZero();
			assertThat(down.output()).contains("Nothing is up.");
		}
	}

	@Test
	void aPortThatIsTakenIsMovedAndAComponentThatDiesEndsTheStack(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		// Whoever has it now, it is taken.
		try (ServerSocket taken = takeIfFree(8080); TestHome.Run up = home.start("up", "--no-traffic")) {
			up.await(UP, UP_WITHIN);
			assertThat(up.output()).containsPattern("sample-service +http://127.0.0.1:\\d+/, for port 8080 is taken");
			assertThat(up.address("sample-service").getPort()).isNotEqualTo(8080);
			kill(home, "node-exporter");
			assertThat(up.await(SOON)).isEqualTo(1);
			assertThat(up.output()).contains("node-exporter ended by itself with exit code 137");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void aComponentThatDiesAtStartIsNamedWithItsReason(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		home.edit(Path.of("examples/stack/prometheus/prometheus.yml"), "scrape_interval: 2s", "scrape_interval: often");
		try (TestHome.Run up = home.start("up")) {
			assertThat(up.await(UP_WITHIN)).isEqualTo(1);
			assertThat(up.output()).containsPattern("(?m)^telltale: prometheus ended with exit code \\d+.*often")
				.doesNotContain("\tat ");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void aServiceThatRefusesItsConfigurationIsNamedWithItsReason(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start(Map.of("TELLTALE_SLO_OBJECTIVES_USERS_AVAILABILITY_OBJECTIVE", "99.9"),
				"up")) {
			assertThat(up.await(UP_WITHIN)).isEqualTo(1);
			assertThat(up.output().lines().filter((line) -> line.startsWith("telltale: "))).singleElement()
				.asString()
				.contains(" ended with exit code 1")
				.contains("write 0.999")
				.doesNotContain("{");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void aComponentThatDiesIsStartedAgainWhereAsked(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start("up", "--no-traffic", "--restart", "1")) {
			up.await(UP, UP_WITHIN);
			kill(home, "node-exporter");
			up.await("node-exporter was started again", SOON);
			await("node-exporter", () -> home.call("GET", up.address("node-exporter")).statusCode() == 200);
			kill(home, "node-exporter");
			assertThat(up.await(SOON)).isEqualTo(1);
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	private static void kill(TestHome home, String component) {
		long pid = home.components()
			.stream()
			.filter((process) -> process.name().equals(component))
			.findFirst()
			.orElseThrow()
			.pid();
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
	}

	private static void everyCurlOfTheReadmeAnswers(TestHome home, URI service) throws Exception {
		Pattern curl = Pattern.compile("(?m)^curl (?:-X (\\w+) )?http://localhost:8080(\\S+)");
		List<MatchResult> calls = curl.matcher(readme()).results().toList();
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

	private static void everyQueryOfTheReadmeReturnsData(URI prometheus) throws Exception {
		PrometheusClient client = new PrometheusClient(prometheus);
		List<String> queries = Pattern.compile("```promql\n(.*?)\n```", Pattern.DOTALL)
			.matcher(readme())
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(queries).hasSize(6);
		for (String query : queries) {
			await(query,
					() -> client.query(query).samples().stream().anyMatch((sample) -> !Double.isNaN(sample.value())));
		}
	}

	private static void aHundredErrorsFireAnAlert(TestHome home, URI service, URI prometheus) throws Exception {
		assertThat(readme()).contains("for i in {1..100}; do curl http://localhost:8080/api/error; done");
		for (int i = 0; i < 100; i++) {
			home.call("GET", service.resolve("/api/error"));
		}
		PrometheusClient client = new PrometheusClient(prometheus);
		await("HighErrorRate", () -> client.alerts().stream().anyMatch(UpIT::isFiringHighErrorRate));
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

	private static String readme() throws IOException {
		return Files.readString(TestHome.project().resolve("README.md"));
	}

	private static ServerSocket takeIfFree(int port) throws IOException {
		try {
			return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		}
	}

	private static void await(String what, Condition condition) throws Exception {
		long deadline = System.nanoTime() + SOON.toNanos();
		while (!condition.holds()) {
			assertThat(System.nanoTime()).as("waited for " + what).isLessThan(deadline);
			TimeUnit.MILLISECONDS.sleep(200);
		}
	}

	private interface Condition {

		boolean holds() throws Exception;

	}

}
