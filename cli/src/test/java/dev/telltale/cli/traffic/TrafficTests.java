package dev.telltale.cli.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Traffic} and {@link Call}.
 */
class TrafficTests {

	private final Queue<String> received = new ConcurrentLinkedQueue<>();

	private HttpServer server;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", (exchange) -> {
			this.received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			if (exchange.getRequestURI().getPath().equals("/slow")) {
				sleep(Duration.ofSeconds(1));
			}
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/bad") ? 500 : 204, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void sendsCallsInTurnUpToItsBound() throws Exception {
		List<Call> calls = List.of(Call.parse("GET /good"), Call.parse("POST /bad"));
		try (Traffic traffic = Traffic.start(address(), calls, 20, Duration.ofSeconds(1))) {
			await(() -> traffic.answered() == 20);
			sleep(Duration.ofMillis(200));
			assertThat(traffic.answered()).isEqualTo(20);
			assertThat(traffic.answers()).containsEntry(204, 10L).containsEntry(500, 10L).hasSize(2);
			assertThat(traffic.served()).isEqualTo(10);
			assertThat(traffic.lost()).isZero();
		}
		assertThat(this.received).contains("GET /good", "POST /bad");
	}

	@Test
	void doesNotSlowDownWithTheService() throws Exception {
		try (Traffic traffic = Traffic.start(address(), List.of(Call.parse("GET /slow")), 20, Duration.ofSeconds(10))) {
			sleep(Duration.ofMillis(900));
			// Not one answer so far, and the requests went out all the same.
			assertThat(traffic.answered()).isZero();
			assertThat(this.received).hasSizeGreaterThan(10);
		}
	}

	@Test
	void countsWhatGetsNoAnswer() throws Exception {
		URI nobody;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
		}
		try (Traffic traffic = Traffic.start(nobody, Traffic.USERS, 10, Duration.ofSeconds(1))) {
			await(() -> traffic.lost() == 10);
			assertThat(traffic.answered()).isZero();
		}
	}

	@Test
	void endsWhenItIsClosed() throws Exception {
		Traffic traffic = Traffic.start(address(), Traffic.USERS, 50, Duration.ofMinutes(1));
		await(() -> traffic.answered() > 0);
		traffic.close();
		sleep(Duration.ofMillis(200));
		int sent = this.received.size();
		sleep(Duration.ofMillis(300));
		assertThat(this.received).hasSize(sent);
	}

	@Test
	void triesAgainWhatFailedUpToItsBounds() throws Exception {
		Schedule bad = Schedule.steady(List.of(Call.parse("GET /bad")), 5, Duration.ofSeconds(1));
		try (Traffic traffic = Traffic.start(address(), bad, 3, 1_000)) {
			await(traffic::isDone);
			assertThat(traffic.report().answers()).containsExactly(Map.entry(500, 20L));
			assertThat(traffic.report().retried()).isEqualTo(15);
			assertThat(traffic.isAtItsBound()).isFalse();
		}
		try (Traffic traffic = Traffic.start(address(), bad, 3, 7)) {
			await(traffic::isDone);
			assertThat(traffic.report().answers()).containsExactly(Map.entry(500, 7L));
			assertThat(traffic.isAtItsBound()).isTrue();
		}
	}

	@Test
	void triesAgainWhatFoundNobody() throws Exception {
		URI nobody;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
		}
		try (Traffic traffic = Traffic.start(nobody, Schedule.steady(Traffic.USERS, 4, Duration.ofSeconds(1)), 1,
				1_000)) {
			await(traffic::isDone);
			assertThat(traffic.report().unanswered()).containsExactly(Map.entry("connection refused", 8L));
		}
	}

	@Test
	void everyRequestIsSomewhere() throws Exception {
		Schedule slow = Schedule.steady(List.of(Call.parse("GET /slow")), 700, Duration.ofSeconds(1));
		try (Traffic traffic = Traffic.start(address(), slow, 0, 1_000)) {
			while (!traffic.isDone()) {
				TrafficReport report = traffic.report();
				assertThat(report.underWay()).isLessThanOrEqualTo(500);
				assertThat(report.due()).isLessThanOrEqualTo(700);
				sleep(Duration.ofMillis(20));
			}
			TrafficReport report = traffic.report();
			assertThat(report.due()).isEqualTo(700);
			assertThat(report.underWay()).isZero();
			assertThat(report.notSent()).isPositive();
			assertThat(report.answered()).isEqualTo(this.received.size());
		}
	}

	@Test
	void measuresFromWhenARequestWasDue() throws Exception {
		try (Traffic traffic = Traffic.start(address(), List.of(Call.parse("GET /slow")), 10, Duration.ofSeconds(1))) {
			await(traffic::isDone);
			TrafficReport report = traffic.report();
			assertThat(report.latency().getTotalCount()).isEqualTo(10);
			assertThat(report.latency().getMinValue()).isGreaterThanOrEqualTo(999_000);
			assertThat(report.latency(50)).matches("\\d+\\.\\d s");
		}
	}

	@Test
	void refusesWhatIsNoCall() {
		assertThatIllegalArgumentException().isThrownBy(() -> Call.parse("get it"))
			.withMessage("'get it' is no request: write a method and a path, such as 'GET /api/error'");
	}

	private URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/");
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
			TimeUnit.MILLISECONDS.sleep(20);
		}
	}

	private static void sleep(Duration duration) {
		try {
			TimeUnit.MILLISECONDS.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
