package dev.telltale.observability.tracing;

import java.util.List;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CorrelationReceiverHandler}.
 */
class CorrelationReceiverHandlerTests {

	private final CorrelationReceiverHandler handler = new CorrelationReceiverHandler(
			List.of("X-Correlation-ID", "X-Request-ID"));

	private final ObservationRegistry registry = ObservationRegistry.create();

	CorrelationReceiverHandlerTests() {
		this.registry.observationConfig().observationHandler(this.handler);
	}

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Correlation-ID", "X-Request-ID" })
	void theIdThatCameAlongCountsWhileTheMessageIsWorkedOn(String header) {
		observation(Map.of(header, "order-17")).observe(() -> assertThat(current()).isEqualTo("order-17"));
		assertThat(current()).isNull();
	}

	@Test
	void anIdThatIsNotWellFormedIsIgnored() {
		observation(Map.of("X-Correlation-ID", "two words")).observe(() -> assertThat(current()).isNull());
	}

	@Test
	void scopesGiveBackWhatTheyFound() {
		MDC.put("correlation_id", "outside");
		observation(Map.of("X-Correlation-ID", "outer")).observe(() -> {
			Observation inner = observation(Map.of("X-Correlation-ID", "inner")).start();
			try (Observation.Scope first = inner.openScope(); Observation.Scope second = inner.openScope()) {
				assertThat(current()).isEqualTo("inner");
			}
			finally {
				inner.stop();
			}
			assertThat(current()).isEqualTo("outer");
		});
		assertThat(current()).isEqualTo("outside");
	}

	@Test
	@SuppressWarnings("deprecation")
	void aScopeThatIsMadeCurrentAgainGivesBackWhatItFound() {
		MDC.put("correlation_id", "outside");
		Observation outer = observation(Map.of("X-Correlation-ID", "outer")).start();
		Observation inner = observation(Map.of("X-Correlation-ID", "inner")).start();
		try (Observation.Scope first = outer.openScope()) {
			try (Observation.Scope second = inner.openScope()) {
				second.makeCurrent();
				second.makeCurrent();
				assertThat(current()).isEqualTo("inner");
			}
			assertThat(current()).isEqualTo("outer");
		}
		assertThat(current()).isEqualTo("outside");
	}

	@Test
	void requestsAreLeftToTheirFilters() {
		assertThat(this.handler.supportsContext(new RequestReplyReceiverContext<Map<String, String>, Object>(Map::get)))
			.isFalse();
		assertThat(this.handler.supportsContext(new Observation.Context())).isFalse();
	}

	private Observation observation(Map<String, String> message) {
		ReceiverContext<Map<String, String>> context = new ReceiverContext<>(Map::get);
		context.setCarrier(message);
		return Observation.createNotStarted("message", () -> context, this.registry);
	}

	private static String current() {
		return MDC.get("correlation_id");
	}

}
