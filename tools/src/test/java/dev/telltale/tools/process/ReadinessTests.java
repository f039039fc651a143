package dev.telltale.tools.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReadinessTests {

	@TempDir
	private Path folder;

	private final List<Duration> progress = new ArrayList<>();

	private Supervisor supervisor;

	private HttpServer server;

	private final AtomicInteger unready = new AtomicInteger();

	@BeforeEach
	void start() throws IOException {
		this.supervisor = Supervisor.create(new ProcessLedger(this.folder.resolve("ledger")), (process, exit) -> {
		});
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/ready", (exchange) -> {
			exchange.sendResponseHeaders((this.unready.getAndDecrement() > 0) ? 503 : 204, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.supervisor.close();
		this.server.stop(0);
	}

	@Test
	void waitsForAGoodAnswer() throws Exception {
		this.unready.set(3);
		Duration waited = await("exec sleep 300", Duration.ofSeconds(20));
		assertThat(this.progress).hasSize(3).isSorted();
		assertThat(waited).isGreaterThanOrEqualTo(Duration.ofMillis(50 + 100 + 200));
	}

	@Test
	void failsAtOnceWhenTheProcessEnds() {
		this.unready.set(Integer.MAX_VALUE);
		String log = "ts=2026-11-21T00:00:00Z level=error msg=\\\"Error loading config\\\" err=\\\"no such file\\\"";
		assertThatExceptionOfType(NotReadyException.class)
			.isThrownBy(() -> await("echo \"" + log + "\"; echo bye; exit 2", Duration.ofMinutes(5)))
			.withMessage("program ended with exit code 2 before it was ready: Error loading config: no such file"
					+ " (its log is " + this.folder.resolve("program.log") + ")");
	}

	@Test
	void failsWhenTimeRunsOut() {
		this.unready.set(Integer.MAX_VALUE);
		assertThatExceptionOfType(NotReadyException.class)
			.isThrownBy(() -> await("exec sleep 300", Duration.ofSeconds(1)))
			.withMessage("program did not get ready within 1 s: " + address() + " answers with status 503 (its log is "
					+ this.folder.resolve("program.log") + ")");
	}

	@Test
	void saysThatNothingAnswers() {
		URI address = address();
		this.server.stop(0);
		assertThatExceptionOfType(NotReadyException.class).isThrownBy(() -> await("exec sleep 300", Duration.ZERO))
			.withMessageContaining(address + " does not answer");
	}

	private Duration await(String script, Duration limit) throws Exception {
		OwnedProcess process = this.supervisor
			.start(new ProcessSpec("program", List.of("/bin/sh", "-c", script), this.folder.resolve("program.log")));
		return new Readiness(this.progress::add).await(process, address(), limit);
	}

	private URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/ready");
	}

}
