package dev.telltale.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.example.shop.ReactiveShop;
import dev.telltale.observability.test.ObservabilityTest;
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
		status("PUT", "/faults/latency?millis=800");
		long start = System.nanoTime();
		List<CompletableFuture<Integer>> waiting = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			waiting.add(statusLater("/orders/" + i));
		}
		// Scrapes get through.
		assertThat(status("GET", "/actuator/health")).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(700));
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		waiting.forEach((request) -> assertThat(request.join()).isEqualTo(200));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(800),
				Duration.ofSeconds(6));
	}

}
