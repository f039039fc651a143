package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.traffic.TrafficPattern;
import dev.telltale.tools.process.InstanceLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrafficCommand}.
 */
class TrafficCommandTests {

	private final Queue<String> received = new ConcurrentLinkedQueue<>();

	private HttpServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", (exchange) -> {
			this.received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/api/flaky") ? 500 : 200, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void sendsAPatternAndTellsWhatCameOfIt() {
		CommandRun run = CommandRun.of("traffic", "seeds", "--target", address(), "--duration", "2s", "--rate", "20");
		assertThat(run.exitCode()).as(run.errors()).isZero();
		assertThat(run.output()).contains("Sending 69 requests in 2 s to " + address() + " (seeds)")
			.containsPattern("sent +69 ")
			.containsPattern("200 +59\\R")
			.containsPattern("500 +10\\R")
			.containsPattern("latency +p50 [0-9.]+ m?s, p95 [0-9.]+ m?s, p99 [0-9.]+ m?s, max [0-9.]+ m?s")
			.doesNotContain("lost");
		assertThat(this.received).contains("GET /health", "GET /api/users").hasSize(69);
	}

	@Test
	void callsTheServiceOfTheRunningStack(@TempDir Path folder) throws Exception {
		Home home = new Home(folder);
		try (InstanceLock lock = CommandRun.stack(home, Map.of("sample-service", URI.create(address())))) {
			assertThat(CommandRun.in(home, "traffic", "steady", "--duration", "1s").exitCode()).isZero();
		}
		assertThat(this.received).hasSize(10).contains("POST /api/orders");
	}

	@Test
	void saysThatNoStackIsUp(@TempDir Path folder) throws Exception {
		Home home = new Home(folder);
		CommandRun.stack(home, Map.of()).close();
		CommandRun run = CommandRun.in(home, "traffic", "steady");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.errors().strip())
			.isEqualTo("telltale: no stack is up: start it with ./telltale up, in another terminal");
	}

	@Test
	void makesTheRequestsThatAreNamedBelowThePathOfTheTarget() {
		CommandRun run = CommandRun.of("traffic", "steady", "--target", address() + "shop/", "--call", "GET /a",
				"--call", "POST /b", "--duration", "1s");
		assertThat(run.exitCode()).isZero();
		assertThat(this.received).containsOnly("GET /shop/a", "POST /shop/b");
	}

	@Test
	void endsAtItsBound() {
		CommandRun run = CommandRun.of("traffic", "steady", "--target", address(), "--duration", "1m", "--requests",
				"7");
		assertThat(run.exitCode()).isZero();
		assertThat(run.output()).containsPattern("200 +7\\R").contains("ended early: --requests allows 7");
		assertThat(this.received).hasSize(7);
	}

	@Test
	void failsIfNothingIsAnswered() throws IOException {
		String nobody;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = "http://127.0.0.1:" + socket.getLocalPort();
		}
		CommandRun run = CommandRun.of("traffic", "ramp", "--target", nobody, "--duration", "1s");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).containsPattern("lost +5 +connection refused").contains("nothing was answered");
	}

	@Test
	void endsOnCtrlCWithItsSummary(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("log");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), TelltaleCommand.class.getName(), "traffic", "steady", "--target",
				address(), "--duration", "1h")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
			while (this.received.size() < 3 && System.nanoTime() < deadline) {
				TimeUnit.MILLISECONDS.sleep(20);
			}
			process.destroy();
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			String output = Files.readString(log);
			assertThat(output).containsPattern("sent +" + this.received.size() + " ").doesNotContain("Exception");
			assertThat(process.exitValue()).isEqualTo(143);
		}
		finally {
			process.destroyForcibly();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			stedy                                  | there is no pattern 'stedy': choose from steady, wave, spike, ramp
			steady --rate 0                        | --rate is out of range: choose a value from 1 to 1000
			steady --rate 1001                     | --rate is out of range
			steady --duration 5                    | '5' is no duration: write it with its unit
			steady --duration 0s                   | '0s' is no duration
			steady --duration 25h                  | --duration is out of range: choose a value from 1s to 1d
			steady --requests 0                    | --requests is out of range: choose a value from 1 to 1000000
			steady --call get                      | 'get' is no request
			seeds --call GET_/                     | 'GET_/' is no request
			steady --target localhost:8080         | --target is no address of a service
			steady --target http://u:p@localhost/  | --target is no address of a service
			""")
	void wrongWordsAreExplained(String words, String message) {
		CommandRun run = CommandRun.of(("traffic " + words).split(" "));
		assertThat(run.exitCode()).isEqualTo(2);
		assertThat(run.errors()).contains(message);
	}

	@Test
	void aPatternWithItsOwnRequestsTakesNoOthers() {
		CommandRun run = CommandRun.of("traffic", "seeds", "--call", "GET /");
		assertThat(run.exitCode()).isEqualTo(2);
		assertThat(run.errors()).contains("The pattern seeds has its own requests: leave --call out");
	}

	@ParameterizedTest
	@CsvSource({ "http://192.0.2.1/, http://192.0.2.1/ is another machine: add --allow-remote",
			"http://no-such-host.invalid/, there is no host 'no-such-host.invalid'" })
	void loadsNoOtherMachineUnasked(String target, String message) {
		CommandRun run = CommandRun.of("traffic", "steady", "--target", target);
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.errors()).contains(message);
	}

	@ParameterizedTest
	@EnumSource
	void theHelpTellsEveryPattern(TrafficPattern pattern) {
		assertThat(CommandRun.of("traffic", "--help").output().replaceAll("\\s+", " "))
			.contains(pattern + " " + pattern.description());
	}

	private String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

}
