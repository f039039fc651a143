package dev.telltale.sample.trouble;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import dev.telltale.sample.OrdersRole;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Routes that fail, flicker or dawdle. They stand outside the service's objectives.
 */
@OrdersRole
@RestController
@RequestMapping("/api")
class TroubleController {

	private static final double FLAKY = 0.3;

	private static final Duration SLOW_MIN = Duration.ofSeconds(2);

	private static final Duration SLOW_MAX = Duration.ofSeconds(5);

	@GetMapping("/error")
	Map<String, String> error() {
		throw new IllegalStateException("This route always fails");
	}

	@GetMapping("/flaky")
	Map<String, String> flaky() {
		if (ThreadLocalRandom.current().nextDouble() < FLAKY) {
			throw new IllegalStateException("This route fails three times in ten");
		}
		return Map.of("status", "lucky");
	}

	@GetMapping("/slow")
	Map<String, String> slow() throws InterruptedException {
		long millis = ThreadLocalRandom.current().nextLong(SLOW_MIN.toMillis(), SLOW_MAX.toMillis() + 1);
		Thread.sleep(millis);
		return Map.of("status", "awake", "slept", millis + " ms");
	}

}
