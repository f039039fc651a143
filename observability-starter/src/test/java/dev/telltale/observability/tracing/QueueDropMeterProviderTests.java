package dev.telltale.observability.tracing;

import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QueueDropMeterProvider}; that the SDK really reports this way is shown
 * by {@link SpanExportIntegrationTests}.
 */
class QueueDropMeterProviderTests {

	private final AtomicLong dropped = new AtomicLong();

	@ParameterizedTest
	@ValueSource(strings = { "processedSpans", "otel.sdk.processor.span.processed" })
	void hearsOfSpansThatFoundTheQueueFull(String name) {
		LongCounter counter = counter(MeterProvider.noop(), name);
		counter.add(1, Attributes.of(AttributeKey.booleanKey("dropped"), true));
		counter.add(2, Attributes.of(AttributeKey.stringKey("error.type"), "queue_full"), Context.root());
		assertThat(this.dropped).hasValue(3);
	}

	@Test
	void doesNotTakeOthersForThem() {
		LongCounter counter = counter(MeterProvider.noop(), "processedSpans");
		counter.add(1);
		counter.add(1, Attributes.of(AttributeKey.booleanKey("dropped"), false));
		counter.add(1, Attributes.of(AttributeKey.stringKey("error.type"), "export_failed"));
		counter(MeterProvider.noop(), "other").add(1, Attributes.of(AttributeKey.booleanKey("dropped"), true));
		assertThat(this.dropped).hasValue(0);
	}

	@Test
	void passesEverythingOnToTheUsersProvider() {
		InMemoryMetricReader reader = InMemoryMetricReader.create();
		try (SdkMeterProvider user = SdkMeterProvider.builder().registerMetricReader(reader).build()) {
			counter(user, "processedSpans").add(4, Attributes.of(AttributeKey.booleanKey("dropped"), true));
			counter(user, "other").add(5);
			assertThat(reader.collectAllMetrics()).extracting(MetricData::getName)
				.containsExactlyInAnyOrder("processedSpans", "other");
			assertThat(reader.collectAllMetrics()).flatExtracting((metric) -> metric.getLongSumData().getPoints())
				.extracting(LongPointData::getValue)
				.containsExactlyInAnyOrder(4L, 5L);
		}
		assertThat(this.dropped).hasValue(4);
	}

	private LongCounter counter(MeterProvider delegate, String name) {
		Meter meter = new QueueDropMeterProvider(delegate, this.dropped::addAndGet).meterBuilder("test")
			.setInstrumentationVersion("1")
			.build();
		return meter.counterBuilder(name).setUnit("1").setDescription("Test").build();
	}

}
