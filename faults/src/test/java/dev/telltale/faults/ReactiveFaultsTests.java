package dev.telltale.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.example.shop.ReactiveShop;
import dev.telltale.observability.test.ObservabilityTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the faults in a reactive service.
 */
@ObservabilityTest(classes = ReactiveShop.class,
		properties = { "spring.main.web-application-type=reactive", "spring.webflux.base-path=/shop" })
class ReactiveFaultsTests extends ServiceFaultsTests {

	@Test
	void requestsThatWaitHoldNoThread() throws Exception {
		status("PUT", "/faults/latency?millis=60000");
		List<CompletableFuture<Integer>> waiting = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			waiting.add(statusLater("/orders/" + i));
		}
		Awaitility.await().until(() -> state("latency").path("used").intValue() == 100);
		assertThat(status("GET", "/actuator/health")).isEqualTo(200);
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		status("DELETE", "/faults/latency");
		for (CompletableFuture<Integer> request : waiting) {
			assertThat(request.get(10, TimeUnit.SECONDS)).isEqualTo(200);
		}
	}

}
