package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.telltale.tools.process.ProcessLedger;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code telltale up} where something is taken, refused, full, or dies.
 */
class UpFailureIT {

	private static final Duration UP_WITHIN = Duration.ofMinutes(2);

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final String UP = "Ctrl-C stops everything.";

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
			process(home, "node-exporter").orElseThrow().destroyForcibly();
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
	void whateverDiesIsNamedAndStartedAgainWhereAsked(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		List<String> all = List.of("sample-service", "payments", "prometheus", "alertmanager", "node-exporter",
				"blackbox-exporter", "zipkin");
		try (TestHome.Run up = home.start("up", "--no-traffic", "--restart", String.valueOf(all.size()))) {
			up.await(UP, UP_WITHIN);
			TestHome.await("zipkin", () -> process(home, "zipkin").isPresent());
			assertThat(home.components()).extracting(ProcessLedger.Entry::name).hasSameElementsAs(all);
			for (String component : all) {
				process(home, component).orElseThrow().destroyForcibly();
				up.await(component + " ended by itself with exit code 137", SOON);
				up.await(component + " was started again", SOON);
			}
			URI service = up.address("sample-service");
			TestHome.await("the service", () -> isServed(home, service.resolve("/api/users")));
			PrometheusClient client = new PrometheusClient(up.address("prometheus"));
			TestHome.await("all targets", () -> isServed(home, up.address("prometheus").resolve("/-/ready"))
					&& !client.query("up").samples().isEmpty() && client.query("up == 0").samples().isEmpty());
			process(home, "node-exporter").orElseThrow().destroyForcibly();
			assertThat(up.await(SOON)).isEqualTo(1);
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alertmanager", "sample-service", "prometheus" })
	void whateverDiesWhileTheStackStartsIsNamed(String component, @TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		try (TestHome.Run up = home.start("up")) {
			TestHome.await(component, () -> process(home, component).isPresent());
			process(home, component).orElseThrow().destroyForcibly();
			assertThat(up.await(UP_WITHIN)).isEqualTo(1);
			assertThat(up.output().lines().filter((line) -> line.contains(" ended "))).singleElement()
				.asString()
				.contains(component)
				.contains("exit code 137");
			assertThat(up.output()).doesNotContain("\tat ");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aFullDiskIsNamed(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		Path state = Files.createDirectories(folder.resolve(".telltale/up"));
		Files.createSymbolicLink(state.resolve("addresses.json"), Path.of("/dev/full"));
		try (TestHome.Run up = home.start("up")) {
			assertThat(up.await(UP_WITHIN)).isEqualTo(1);
			assertThat(up.output().lines().filter((line) -> line.startsWith("telltale: "))).singleElement()
				.asString()
				.contains(state.toString())
				.contains("No space left on device");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	private static Optional<ProcessHandle> process(TestHome home, String component) {
		return home.components()
			.stream()
			.filter((process) -> process.name().equals(component))
			.findFirst()
			.flatMap((process) -> ProcessHandle.of(process.pid()));
	}

	private static boolean isServed(TestHome home, URI address) throws InterruptedException {
		try {
			return home.call("GET", address).statusCode() == 200;
		}
		catch (IOException ex) {
			// It is about to listen.
			return false;
		}
	}

	private static ServerSocket takeIfFree(int port) throws IOException {
		try {
			return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		}
	}

}
