package dev.telltale.observability.tracing;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReadableErrorAutoConfiguration}.
 */
class ReadableErrorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ObservationAutoConfiguration.class, ReadableErrorAutoConfiguration.class));

	@Test
	void showsHandlersAReadableErrorAndGivesTheOriginalBack() {
		List<Throwable> seen = new ArrayList<>();
		ObservationHandler<Observation.Context> handler = new ObservationHandler<>() {

			@Override
			public void onError(Observation.Context context) {
				seen.add(context.getError());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		};
		this.contextRunner.withBean("handler", ObservationHandler.class, () -> handler).run((context) -> {
			Observation.Context observed = new Observation.Context();
			Throwable hostile = new Hostile();
			Observation.start("work", () -> observed, context.getBean(ObservationRegistry.class)).error(hostile).stop();
			assertThat(seen).singleElement()
				.satisfies((error) -> assertThat(error.getMessage()).contains("its message cannot be read"));
			assertThat(observed.getError()).isSameAs(hostile);
		});
	}

	@Test
	void protectsAlsoWhereSpansAreNotCounted() {
		this.contextRunner.withPropertyValues("telltale.tracing.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ReadableErrorHandler.class));
	}

	@Test
	void needsTracing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Tracer.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReadableErrorHandler.class));
	}

	@SuppressWarnings("serial")
	private static final class Hostile extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException();
		}

	}

}
