package dev.telltale.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ErrorsFault}, {@link LatencyFault}, and how requests wait.
 */
class RequestFaultTests {

	private static final PathContainer ORDERS = PathContainer.parsePath("/api/orders");

	private static final PathContainer USERS = PathContainer.parsePath("/api/users");

	private final ErrorsFault errors = new ErrorsFault();

	private final LatencyFault latency = new LatencyFault();

	private final RequestFaultsInterceptor requests = new RequestFaultsInterceptor(this.errors, this.latency, 20);

	@Test
	void nothingHappensUnlessStarted() {
		this.errors.onRequest(ORDERS);
		assertThat(took()).isLessThan(Duration.ofMillis(500));
	}

	@Test
	void errorsHitTheirPathUntilUndone() {
		Fault.Undo undo = Runs.start(this.errors, Map.of("path", "/api/orders/**"));
		assertThatExceptionOfType(InjectedFaultException.class).isThrownBy(() -> this.errors.onRequest(ORDERS));
		assertThatNoException().isThrownBy(() -> this.errors.onRequest(USERS));
		undo.undo();
		assertThatNoException().isThrownBy(() -> this.errors.onRequest(ORDERS));
	}

	@Test
	void errorsHitAShareOfTheRequests() {
		Runs.start(this.errors, Map.of("probability", "0.3"));
		int failed = 0;
		for (int i = 0; i < 1000; i++) {
			try {
				this.errors.onRequest(ORDERS);
			}
			catch (InjectedFaultException ex) {
				failed++;
			}
		}
		// Seven standard deviations.
		assertThat(failed).isBetween(200, 400);
	}

	@Test
	void errorsEndWithTheirCount() {
		Budget budget = new Budget(1, () -> {
		});
		Runs.start(this.errors, Map.of(), budget);
		assertThatExceptionOfType(InjectedFaultException.class).isThrownBy(() -> this.errors.onRequest(ORDERS));
		assertThatNoException().isThrownBy(() -> this.errors.onRequest(ORDERS));
		assertThat(budget.used()).isEqualTo(1);
	}

	@Test
	void requestsWaitUntilUndone() {
		Fault.Undo undo = Runs.start(this.latency, Map.of("millis", "300"));
		assertThat(took()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
		undo.undo();
		assertThat(took()).isLessThan(Duration.ofMillis(250));
	}

	@Test
	void theUndoWakesThoseThatWait() throws Exception {
		Fault.Undo undo = Runs.start(this.latency, Map.of("millis", "60000"));
		CompletableFuture<Void> request = CompletableFuture.runAsync(() -> this.requests.act(ORDERS));
		Thread.sleep(200);
		assertThat(request).isNotDone();
		undo.undo();
		request.get(5, TimeUnit.SECONDS);
	}

	@Test
	void aTwentiethOfTheThreadsIsLeftAlone() throws Exception {
		Budget budget = new Budget(1000, () -> {
		});
		Fault.Undo undo = Runs.start(this.latency, Map.of("millis", "60000"), budget);
		List<Thread> requests = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			Thread thread = new Thread(() -> this.requests.act(ORDERS));
			thread.start();
			requests.add(thread);
		}
		Thread.sleep(500);
		assertThat(requests.stream().filter(Thread::isAlive)).hasSize(19);
		assertThat(budget.used()).isEqualTo(19);
		undo.undo();
		for (Thread request : requests) {
			request.join(5000);
			assertThat(request.isAlive()).isFalse();
		}
	}

	@Test
	void bothTogetherMakeSlowErrors() {
		Runs.start(this.errors, Map.of());
		Runs.start(this.latency, Map.of("millis", "300"));
		long start = System.nanoTime();
		assertThatExceptionOfType(InjectedFaultException.class).isThrownBy(() -> this.requests.act(ORDERS));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
	}

	@Test
	void aRequestThatNeedNotWaitCountsNothing() {
		Budget budget = new Budget(10, () -> {
		});
		Runs.start(this.latency, Map.of("path", "/api/users"), budget);
		assertThat(this.latency.take(ORDERS)).isNull();
		assertThat(budget.used()).isZero();
		assertThat(this.latency.take(USERS)).isNotNull();
		assertThat(budget.used()).isEqualTo(1);
	}

	private Duration took() {
		long start = System.nanoTime();
		this.requests.act(ORDERS);
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
