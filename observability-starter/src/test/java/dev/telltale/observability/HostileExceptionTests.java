package dev.telltale.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An exception whose message cannot be read breaks neither what logs it nor what observes
 * it. Spring MVC itself reads the message of what a handler throws, and answers 500.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileExceptionTests {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isLogged(WebApplicationType type, CapturedOutput output) throws Exception {
		try (TestService service = start(type)) {
			assertThat(service.get("/logged")).isEqualTo(200);
			await().untilAsserted(() -> {
				for (String message : new String[] { "failed plainly", "failed with arguments", "failed fluently",
						"failed for a cause" }) {
					assertThat(output.getOut().lines()).filteredOn((line) -> line.contains("\"" + message + "\""))
						.singleElement()
						.asString()
						.startsWith("{")
						.endsWith("}")
						.contains("Hostile: (its message cannot be read: java.lang.IllegalStateException)")
						.contains("Orders.logged(")
						.contains("\"stack_hash\"");
				}
			});
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void reachesTheCallerOfWhatIsObserved(WebApplicationType type) throws Exception {
		try (TestService service = start(type)) {
			assertThat(service.get(service.port(), "/observed").body()).isEqualTo("caught Hostile");
			assertThat(service.registry().get("work").timer().getId().getTag("error")).isEqualTo("Hostile");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void isAnsweredAndCountedWhenAHandlerThrowsIt(WebApplicationType type) throws Exception {
		try (TestService service = start(type)) {
			assertThat(service.get("/failed")).isEqualTo(500);
			assertThat(service.get("/failed-by-cause")).isEqualTo(500);
			await().untilAsserted(() -> {
				assertThat(requests(service.registry())).isEqualTo(2);
				assertThat(service.registry()
					.get("slo.events")
					.tags("slo", "http", "sli", "availability", "result", "bad")
					.counter()
					.count()).isEqualTo(2);
			});
		}
	}

	@Test
	void becomesAProblemThatNamesTheTrace() throws Exception {
		try (TestService service = start(WebApplicationType.REACTIVE)) {
			assertThat(service.get(service.port(), "/handled")).satisfies((answer) -> {
				assertThat(answer.statusCode()).isEqualTo(409);
				assertThat(answer.body()).contains("\"trace_id\"");
			});
		}
	}

	private static long requests(MeterRegistry registry) {
		return registry.find("http.server.requests")
			.tag("status", "500")
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	private static TestService start(WebApplicationType type) {
		return TestService.start(type, Shop.class, "management.tracing.sampling.probability=1",
				"telltale.logging.console-format=json");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Orders.class)
	static class Shop {

	}

	@RestController
	static class Orders {

		private static final Logger logger = LoggerFactory.getLogger(Orders.class);

		private final ObservationRegistry registry;

		Orders(ObservationRegistry registry) {
			this.registry = registry;
		}

		@GetMapping("/logged")
		String logged() {
			logger.error("failed plainly", new Hostile());
			logger.error("failed {}", "with arguments", new Hostile());
			logger.atError().setCause(new Hostile()).log("failed fluently");
			logger.error("failed for a cause", new IllegalStateException("no stock", new Hostile()));
			return "logged";
		}

		@GetMapping("/observed")
		String observed() {
			try {
				return Observation.createNotStarted("work", this.registry).observe(() -> {
					throw new Hostile();
				});
			}
			catch (Hostile ex) {
				return "caught Hostile";
			}
		}

		@GetMapping("/failed")
		String failed() {
			throw new Hostile();
		}

		@GetMapping("/failed-by-cause")
		String failedByCause() {
			throw new IllegalStateException("no stock", new Hostile());
		}

		@GetMapping("/handled")
		String handled() {
			throw new Conflict();
		}

		@ExceptionHandler
		ProblemDetail handle(Conflict ex) {
			return ProblemDetail.forStatus(HttpStatus.CONFLICT);
		}

	}

	@SuppressWarnings("serial")
	static class Hostile extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

	@SuppressWarnings("serial")
	static class Conflict extends Hostile {

	}

}
