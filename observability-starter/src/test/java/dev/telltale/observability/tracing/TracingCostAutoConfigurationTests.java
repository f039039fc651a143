package dev.telltale.observability.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TracingCostAutoConfiguration}.
 */
class TracingCostAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Telemetry.class)
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, NoopTracerAutoConfiguration.class,
				TracingCostAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "1.0, sampled-traces, true", "0.0, sampled-traces, false", "0.0, all, true", "1.0, all, true",
			"0.0, none, false" })
	void metersInTheScopeThatExemplarsNeed(String probability, String exemplars, boolean isInScope) {
		this.runner
			.withPropertyValues("management.tracing.sampling.probability=" + probability,
					"management.tracing.exemplars.include=" + exemplars)
			.run((context) -> {
				request(context);
				assertThat(context.getBean(Scopes.class).open()).containsExactly(isInScope);
				assertThat(context.getBean(MeterRegistry.class).get("request").timer().count()).isEqualTo(1);
				assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
			});
	}

	@Test
	void metersWithATracerThatMakesNothing() {
		this.runner.withPropertyValues("management.opentelemetry.enabled=false").run((context) -> {
			assertThat(context.getBeansOfType(ObservationHandlerGroup.class).values())
				.hasAtLeastOneElementOfType(ExemplarScopeHandler.Group.class);
			request(context);
			assertThat(context.getBean(MeterRegistry.class).get("request").timer().count()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sampled-traces", "all" })
	void metersWhereTheServiceLeavesSpansOut(String exemplars) {
		new ApplicationContextRunner().withUserConfiguration(Telemetry.class)
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					TracingCostAutoConfiguration.class))
			.withPropertyValues("management.tracing.exemplars.include=" + exemplars)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PropagatingReceiverTracingObservationHandler.class);
				request(context);
				assertThat(context.getBean(MeterRegistry.class).get("request").timer().count()).isEqualTo(1);
			});
	}

	@Test
	void metersByAHandlerOfTheServiceInTheScopeOfTheSpan() {
		this.runner.withPropertyValues("management.tracing.sampling.probability=0.0")
			.withUserConfiguration(OwnHandlers.class)
			.run((context) -> {
				assertThat(context.getBeansOfType(PropagatingReceiverTracingObservationHandler.class).values())
					.noneMatch(RecordedReceiverHandler.class::isInstance);
				request(context);
				assertThat(context.getBean(OwnMeters.class).scopes).containsExactly(true);
			});
	}

	@Test
	void keepsTheOrderOfGroupsThatBootHas() {
		ApplicationContextRunner runner = this.runner.withUserConfiguration(OwnGroup.class)
			.withPropertyValues("management.tracing.sampling.probability=1.0");
		assertThat(events(runner)).containsExactly("start, span there: false", "stop, spans ended: 1")
			.isEqualTo(events(runner.withPropertyValues("telltale.tracing.enabled=false")));
	}

	private static List<String> events(ApplicationContextRunner runner) {
		List<String> events = new ArrayList<>();
		runner.run((context) -> {
			request(context);
			events.addAll(context.getBean(OwnGroup.Listener.class).events);
		});
		return events;
	}

	@Test
	void gathersKeyValuesForARecordedSpan() {
		this.runner.withPropertyValues("management.tracing.sampling.probability=1.0").run((context) -> {
			assertThat(request(context).asked).isPositive();
			assertThat(context.getBean(InMemorySpanExporter.class).getFinishedSpanItems()).singleElement()
				.satisfies((span) -> {
					assertThat(span.getName()).isEqualTo("request");
					assertThat(span.getAttributes().get(AttributeKey.stringKey("uri"))).isEqualTo("/orders");
				});
		});
	}

	@Test
	void gathersNoKeyValuesForASpanThatNobodyRecords() {
		this.runner.withPropertyValues("management.tracing.sampling.probability=0.0")
			.run((context) -> assertThat(request(context).asked).isZero());
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("telltale.tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TracingCostPostProcessor.class)
				.doesNotHaveBean(RecordedReceiverHandler.class)
				.hasSingleBean(PropagatingReceiverTracingObservationHandler.class));
	}

	private static Asked request(AssertableApplicationContext context) {
		Asked request = new Asked();
		Observation.createNotStarted("request", () -> request, context.getBean(ObservationRegistry.class))
			.lowCardinalityKeyValue("uri", "/orders")
			.observe(() -> {
			});
		return request;
	}

	/**
	 * A request, and how often a span wanted to know about it.
	 */
	private static final class Asked extends ReceiverContext<Object> {

		private int asked;

		Asked() {
			super((carrier, key) -> null);
			setCarrier(new Object());
		}

		@Override
		public KeyValues getAllKeyValues() {
			this.asked++;
			return super.getAllKeyValues();
		}

	}

	/**
	 * Whether a span was in scope when a timer was recorded.
	 *
	 * @param open an element a record
	 */
	record Scopes(List<Boolean> open) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Telemetry {

		@Bean
		Scopes scopes() {
			return new Scopes(new ArrayList<>());
		}

		@Bean
		MeterRegistry registry(ObjectProvider<Tracer> tracer, Scopes scopes) {
			return new SimpleMeterRegistry() {

				@Override
				protected Timer newTimer(Meter.Id id, DistributionStatisticConfig histogram, PauseDetector pauses) {
					return new CumulativeTimer(id, this.clock, histogram, pauses, getBaseTimeUnit()) {

						@Override
						protected void recordNonNegative(long amount, TimeUnit unit) {
							scopes.open().add(tracer.getObject().currentSpan() != null);
							super.recordNonNegative(amount, unit);
						}

					};
				}

			};
		}

		@Bean
		InMemorySpanExporter spans() {
			return InMemorySpanExporter.create();
		}

		@Bean
		SimpleSpanProcessor processor(InMemorySpanExporter spans) {
			return (SimpleSpanProcessor) SimpleSpanProcessor.create(spans);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnHandlers {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OwnMeters meters(ObjectProvider<Tracer> tracer) {
			return new OwnMeters(tracer);
		}

		@Bean
		PropagatingReceiverTracingObservationHandler<ReceiverContext<Object>> receiver(Tracer tracer,
				Propagator propagator) {
			return new PropagatingReceiverTracingObservationHandler<>(tracer, propagator);
		}

	}

	static class OwnMeters implements MeterObservationHandler<ReceiverContext<Object>> {

		private final List<Boolean> scopes = new ArrayList<>();

		private final ObjectProvider<Tracer> tracer;

		OwnMeters(ObjectProvider<Tracer> tracer) {
			this.tracer = tracer;
		}

		@Override
		public void onStop(ReceiverContext<Object> context) {
			this.scopes.add(this.tracer.getObject().currentSpan() != null);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ReceiverContext;
		}

	}

	/**
	 * A group that Boot tells before there is a span and after it has ended.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnGroup {

		@Bean
		ObservationHandlerGroup listeners() {
			return ObservationHandlerGroup.of(Listener.class);
		}

		@Bean
		Listener listener(InMemorySpanExporter spans) {
			return new Listener(spans);
		}

		static class Listener implements ObservationHandler<Observation.Context> {

			private final List<String> events = new ArrayList<>();

			private final InMemorySpanExporter spans;

			Listener(InMemorySpanExporter spans) {
				this.spans = spans;
			}

			@Override
			public void onStart(Observation.Context context) {
				this.events.add("start, span there: " + (context.get(TracingContext.class) != null));
			}

			@Override
			public void onStop(Observation.Context context) {
				this.events.add("stop, spans ended: " + this.spans.getFinishedSpanItems().size());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		}

	}

}
