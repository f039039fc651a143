package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code examples/scripts/generate-traffic.sh}. Its kubectl is not the real
 * one, and where it has one its curl is not either: port 8080 of this machine may be
 * somebody else's.
 */
class GenerateTrafficTests {

	private static final Path SCRIPT = Path.of("../examples/scripts/generate-traffic.sh").toAbsolutePath();

	@TempDir
	private Path folder;

	@Test
	void sendsItsMixAndCountsTheAnswers() throws Exception {
		Queue<String> received = new ConcurrentLinkedQueue<>();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newCachedThreadPool());
		server.createContext("/", (exchange) -> {
			String path = exchange.getRequestURI().getPath();
			received.add(path.replaceFirst("\\d+$", "{id}"));
			exchange.sendResponseHeaders(path.equals("/api/flaky") ? 500 : 200, -1);
			exchange.close();
		});
		server.start();
		try {
			Run run = run("--url", "http://127.0.0.1:" + server.getAddress().getPort() + "/", "10");
			assertThat(run.await()).as(run.output()).isZero();
			assertThat(run.output()).containsPattern("200 +53\\R")
				.containsPattern("500 +10\\R")
				.containsPattern("all +63");
		}
		finally {
			server.stop(0);
		}
		assertThat(received.stream().collect(Collectors.groupingBy((path) -> path, Collectors.counting()))).isEqualTo(
				Map.of("/api/users", 36L, "/api/users/{id}", 6L, "/health", 6L, "/api/flaky", 10L, "/api/slow", 5L));
	}

	@Test
	void saysThatNothingWasAnswered() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		Run run = run("--url", "http://127.0.0.1:" + port, "10");
		assertThat(run.await()).isEqualTo(1);
		assertThat(run.output()).containsPattern("000 +63\\R")
			.contains(
					"generate-traffic: nothing was answered: check that the service runs at http://127.0.0.1:" + port);
	}

	@Test
	void forwardsAPortAsLongAsItRuns() throws Exception {
		program("kubectl",
				"echo \"$@\" >>$0.log; echo $$ >$0.pid; echo 'Forwarding from 127.0.0.1:8080 -> 80'; exec sleep 100");
		program("curl", "echo 200");
		Run run = run("--port-forward", "10");
		assertThat(run.await()).as(run.output()).isZero();
		assertThat(run.output()).contains("kubectl forwards localhost:8080").containsPattern("200 +63\\R");
		assertThat(Files.readString(this.folder.resolve("kubectl.log")).strip())
			.isEqualTo("port-forward -n monitoring svc/sample-service 8080:80");
		assertThat(isKubectlRunning()).isFalse();
	}

	@Test
	void forwardsNoPortAfterItWasStopped() throws Exception {
		program("kubectl", "echo $$ >$0.pid; echo 'Forwarding from 127.0.0.1:8080 -> 80'; exec sleep 100");
		program("curl", "echo $$ >>$0.log; echo 200");
		Run run = run("--port-forward", "300");
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!Files.exists(this.folder.resolve("curl.log")) && System.nanoTime() < deadline) {
			TimeUnit.MILLISECONDS.sleep(50);
		}
		assertThat(isKubectlRunning()).isTrue();
		run.process().destroy();
		assertThat(run.await()).isEqualTo(143);
		assertThat(run.output()).contains("Answers by status");
		assertThat(isKubectlRunning()).isFalse();
		int sent = Files.readAllLines(this.folder.resolve("curl.log")).size();
		TimeUnit.MILLISECONDS.sleep(1500);
		assertThat(Files.readAllLines(this.folder.resolve("curl.log")).size()).isLessThanOrEqualTo(sent + 3);
	}

	@Test
	void repeatsWhyNoPortIsForwarded() throws Exception {
		program("kubectl", "echo 'error: unable to listen on port 8080' >&2; exit 1");
		program("curl", "echo 200");
		Run run = run("--port-forward");
		assertThat(run.await()).isEqualTo(1);
		assertThat(run.output().strip())
			.isEqualTo("generate-traffic: kubectl forwards no port: error: unable to listen on port 8080");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			sixty                       | 'sixty' is no number of seconds
			060                         | '060' is no number of seconds
			9                           | 9 s is out of range: choose from 10 to 86400
			99999                       | 99999 s is out of range
			1000000                     | '1000000' is no number of seconds
			60 70                       | the time is given twice
			--portforward               | there is no option --portforward: see --help
			--url                       | --url needs an address
			--url localhost:8080        | 'localhost:8080' is no address
			--url http://a --port-forward | --port-forward has an address of its own
			""")
	void wrongWordsAreExplained(String words, String message) throws Exception {
		Run run = run(words.split(" "));
		assertThat(run.await()).isEqualTo(2);
		assertThat(run.output().strip()).startsWith("generate-traffic: " + message).hasLineCount(1);
	}

	@Test
	void helps() throws Exception {
		Run run = run("--help");
		assertThat(run.await()).isZero();
		assertThat(run.output()).contains("Usage: generate-traffic.sh", "--port-forward", "60 if not given");
	}

	private Run run(String... words) throws IOException {
		List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
		Collections.addAll(command, words);
		Path log = Files.createTempFile(this.folder, "run-", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().merge("PATH", this.folder.toString(), (path, first) -> first + ":" + path);
		return new Run(builder.start(), log);
	}

	private void program(String name, String body) throws IOException {
		Path file = Files.writeString(this.folder.resolve(name), "#!/bin/sh\n" + body + "\n");
		assertThat(file.toFile().setExecutable(true)).isTrue();
	}

	private boolean isKubectlRunning() throws Exception {
		long pid = Long.parseLong(Files.readString(this.folder.resolve("kubectl.pid")).strip());
		// A process that has just been told to end needs a moment.
		TimeUnit.MILLISECONDS.sleep(300);
		return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
	}

	private record Run(Process process, Path log) {

		int await() throws InterruptedException {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
			return this.process.waitFor();
		}

		String output() throws IOException {
			return Files.readString(this.log);
		}

	}

}
