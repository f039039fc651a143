package dev.telltale.observability.tracing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SentContextPropagator}, in front of Boot's own propagator.
 */
class SentContextPropagatorTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN = "b7ad6b7169203331";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("management.tracing.baggage.remote-fields=tenant")
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class));

	static Stream<Map<String, String>> sent() {
		return Stream.of(Map.of(), Map.of("accept", "text/plain"),
				Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-01"),
				Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-01", "tracestate", "vendor=1"),
				Map.of("tracestate", "vendor=1"), Map.of("traceparent", "nonsense"),
				Map.of("b3", TRACE + "-" + SPAN + "-1"), Map.of("b3", "0"), Map.of("b3", "d"),
				Map.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "1"),
				Map.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Flags", "1"), Map.of("X-B3-TraceId", TRACE),
				Map.of("X-B3-SpanId", SPAN), Map.of("X-B3-ParentSpanId", SPAN), Map.of("X-B3-Sampled", "0"),
				Map.of("X-B3-Sampled", "1"), Map.of("X-B3-Flags", "1"),
				Map.of("X-B3-SpanId", SPAN, "X-B3-Sampled", "1", "X-B3-Flags", "1"), Map.of("baggage", "tenant=acme"),
				Map.of("tenant", "acme"), Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-00", "tenant", "acme"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.tracing.propagation.type=", "management.tracing.propagation.type=w3c",
			"management.tracing.propagation.type=b3", "management.tracing.propagation.type=b3_multi",
			"management.tracing.propagation.consume=b3", "management.tracing.propagation.consume=b3_multi",
			"management.tracing.baggage.enabled=false" })
	void readsWhatBootReads(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			TextMapPropagator boot = context.getBean(TextMapPropagator.class);
			assertThat(boot).isNotInstanceOf(SentContextPropagator.class);
			assertThat(sent()).allSatisfy((headers) -> {
				Context expected = boot.extract(Context.root(), headers, new Headers());
				Context actual = new SentContextPropagator(boot).extract(Context.root(), headers, new Headers());
				assertThat(spanContext(actual)).isEqualTo(spanContext(expected));
				assertThat(Baggage.fromContext(actual).asMap()).isEqualTo(Baggage.fromContext(expected).asMap());
			});
		});
	}

	@Test
	void leavesWhatIsNoQuestionToBoot() {
		sparing((propagator) -> {
			Context current = Baggage.builder().put("tenant", "acme").build().storeInContext(Context.root());
			assertThat(propagator.extract(current, Map.of(), null)).isSameAs(current);
			assertThat(propagator.<Map<String, String>>extract(null, Map.of(), new Headers())).isNotNull();
		});
	}

	@Test
	void readsEachHeaderOnceWhereNothingWasSent() {
		sparing((propagator) -> {
			Headers headers = new Headers();
			assertThat(propagator.extract(Context.root(), Map.of(), headers)).isSameAs(Context.root());
			assertThat(headers.asked).containsExactlyInAnyOrder("traceparent", "b3", "X-B3-TraceId", "baggage",
					"tenant");
		});
	}

	@Test
	void keepsTheBaggageOfWhoeverCalls() {
		Context current = Baggage.builder().put("tenant", "acme").build().storeInContext(Context.root());
		sparing((propagator) -> assertThat(propagator.extract(current, Map.of(), new Headers())).isSameAs(current));
	}

	@Test
	void passesOnWhatBootPassesOn() {
		Context context = Context.root()
			.with(Span.wrap(SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault())))
			.with(Baggage.builder().put("tenant", "acme").build());
		this.runner.run((boot) -> sparing((propagator) -> {
			Map<String, String> expected = injected(boot.getBean(TextMapPropagator.class), context);
			assertThat(expected).containsKeys("traceparent", "baggage");
			assertThat(injected(propagator, context)).isEqualTo(expected);
			assertThat(propagator.fields()).isEqualTo(boot.getBean(TextMapPropagator.class).fields());
		}));
	}

	@Test
	void leavesAPropagatorOfTheServiceAlone() {
		TextMapPropagator own = W3CTraceContextPropagator.getInstance();
		this.runner.withConfiguration(AutoConfigurations.of(TracingCostAutoConfiguration.class))
			.withBean("own", TextMapPropagator.class, () -> own)
			.run((context) -> assertThat(context.getBean("own")).isSameAs(own));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withConfiguration(AutoConfigurations.of(TracingCostAutoConfiguration.class))
			.withPropertyValues("telltale.tracing.enabled=false")
			.run((context) -> assertThat(context.getBean(TextMapPropagator.class))
				.isNotInstanceOf(SentContextPropagator.class));
	}

	private void sparing(Consumer<TextMapPropagator> test) {
		this.runner.withConfiguration(AutoConfigurations.of(TracingCostAutoConfiguration.class)).run((context) -> {
			assertThat(context.getBean(TextMapPropagator.class)).isInstanceOf(SentContextPropagator.class);
			test.accept(context.getBean(TextMapPropagator.class));
		});
	}

	private static SpanContext spanContext(Context context) {
		return Span.fromContext(context).getSpanContext();
	}

	private static Map<String, String> injected(TextMapPropagator propagator, Context context) {
		Map<String, String> headers = new HashMap<>();
		propagator.inject(context, headers, (carrier, name, value) -> headers.put(name, value));
		return headers;
	}

	/**
	 * Headers, whose names have no case.
	 */
	private static final class Headers implements TextMapGetter<Map<String, String>> {

		private final List<String> asked = new ArrayList<>();

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
			this.asked.add(key);
			if (carrier == null) {
				return null;
			}
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			headers.putAll(carrier);
			return headers.get(key);
		}

	}

}
