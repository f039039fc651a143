package dev.telltale.observability.tracing;

import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanExportAutoConfiguration}.
 */
class SpanExportAutoConfigurationTests {

	private static final String[] OTHER_SETTINGS = { "management.opentelemetry.tracing.export.max-batch-size=7",
			"management.opentelemetry.tracing.export.max-queue-size=9",
			"management.opentelemetry.tracing.export.schedule-delay=1s",
			"management.opentelemetry.tracing.export.timeout=3s",
			"management.opentelemetry.tracing.export.include-unsampled=true" };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("management.tracing.sampling.probability=1.0")
		.withConfiguration(AutoConfigurations.of(SpanExportAutoConfiguration.class,
				OpenTelemetryTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
				MicrometerTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class));

	@Test
	void countersStandAtZeroWithoutAnyExporter() {
		this.contextRunner.run((context) -> {
			assertThat(context).doesNotHaveBean(SpanExporter.class).hasSingleBean(BatchSpanProcessor.class);
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(SpanExportMetrics.class).bindTo(registry);
			assertThat(registry.getMeters()).hasSize(3)
				.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).isNotBlank());
			assertThat(registry.get(SpanMetricNames.DROPPED).functionCounters())
				.allSatisfy((counter) -> assertThat(counter.count()).isZero());
		});
	}

	@Test
	void countsInEveryRegistryOfAComposite() {
		this.contextRunner.withBean(SpanExporter.class, RecordingExporter::new).run((context) -> {
			CompositeMeterRegistry composite = new CompositeMeterRegistry();
			SimpleMeterRegistry leaf = new SimpleMeterRegistry();
			composite.add(leaf);
			context.getBean(SpanExportMetrics.class).bindTo(composite);
			end(context, 3);
			assertThat(leaf.get(SpanMetricNames.EXPORTED).functionCounter().count()).isEqualTo(3);
		});
	}

	@Test
	void anExporterThatThrowsIsCountedAsAFailure() {
		RecordingExporter exporter = new RecordingExporter();
		exporter.failure = new IllegalStateException("broken");
		this.contextRunner.withBean(SpanExporter.class, () -> exporter).run((context) -> {
			end(context, 2);
			SpanExportMetrics metrics = context.getBean(SpanExportMetrics.class);
			assertThat(metrics.exportFailed()).isEqualTo(2);
			assertThat(metrics.queueFull()).isZero();
		});
	}

	@Test
	void keepsBootsSettingsOfTheQueue() {
		this.contextRunner.withPropertyValues(OTHER_SETTINGS)
			.run((context) -> assertThat(context.getBean(BatchSpanProcessor.class)).asString()
				.contains("exportUnsampledSpans=true", "scheduleDelayNanos=1000000000", "maxExportBatchSize=7",
						"exporterTimeoutNanos=3000000000"));
	}

	@Test
	void differsFromBootsProcessorInNoSetting() {
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues(OTHER_SETTINGS);
		List<Object> settings = new ArrayList<>();
		for (boolean ours : new boolean[] { true, false }) {
			runner.withPropertyValues("telltale.tracing.enabled=" + ours).run((context) -> {
				BatchSpanProcessor processor = context.getBean(BatchSpanProcessor.class);
				Object worker = ReflectionTestUtils.getField(processor, "worker");
				settings.add(List.of(ReflectionTestUtils.getField(processor, "exportUnsampledSpans"),
						ReflectionTestUtils.getField(worker, "scheduleDelayNanos"),
						ReflectionTestUtils.getField(worker, "maxExportBatchSize"),
						ReflectionTestUtils.getField(worker, "exporterTimeoutNanos"),
						ReflectionTestUtils.getField(worker, "maxQueueSize")));
			});
		}
		assertThat(settings).hasSize(2);
		assertThat(settings.get(0)).isEqualTo(settings.get(1))
			.isEqualTo(List.of(true, 1_000_000_000L, 7, 3_000_000_000L, 9L));
	}

	/**
	 * A setting that a later version of Boot adds would be lost: pass it on in
	 * {@link SpanExportAutoConfiguration#countingBatchSpanProcessor}.
	 */
	@Test
	void knowsEverySettingOfBootsProcessor() {
		assertThat(BeanUtils.getPropertyDescriptors(OpenTelemetryTracingProperties.Export.class))
			.extracting(PropertyDescriptor::getName)
			.containsExactlyInAnyOrder("class", "includeUnsampled", "maxBatchSize", "maxQueueSize", "scheduleDelay",
					"timeout");
	}

	@Test
	void tellsWhereSpansGo() {
		this.contextRunner.run((context) -> assertThat(context.getBean(SpanExport.class).destinations()).isEmpty());
		this.contextRunner
			.withPropertyValues(
					"management.opentelemetry.tracing.export.otlp.endpoint=http://u:secret@collector:4318/v1/traces")
			.run((context) -> assertThat(context.getBean(SpanExport.class).describe())
				.isEqualTo("exported by OtlpHttpSpanExporter to http://collector:4318 with a probability of 1.0"));
	}

	@Test
	void backsOffWhenUserDefinesTheProcessor() {
		BatchSpanProcessor own = BatchSpanProcessor.builder(new RecordingExporter()).build();
		this.contextRunner.withBean(BatchSpanProcessor.class, () -> own)
			.run((context) -> assertThat(context).getBean(BatchSpanProcessor.class).isSameAs(own));
	}

	@Test
	void backsOffWhenUserDefinesTheExporters() {
		SpanExporters own = SpanExporters.of(new RecordingExporter());
		this.contextRunner.withBean(SpanExporters.class, () -> own)
			.run((context) -> assertThat(context).getBean(SpanExporters.class).isSameAs(own));
	}

	@Test
	void offersNoMeterProviderToOthers() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(MeterProvider.class));
	}

	@Test
	void leavesTheFieldToBootWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SpanExportMetrics.class)
				.hasSingleBean(SpanExporters.class)
				.hasBean("otelSpanProcessor"));
	}

	@Test
	void doesNothingWhereOpenTelemetryIsDisabled() {
		this.contextRunner.withPropertyValues("management.opentelemetry.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SpanExportMetrics.class));
	}

	@Test
	void startsWhereTheServiceBuildsItsOwnTracing() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SpanExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
							MicrometerTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class))
			.withBean(SpanExporter.class, RecordingExporter::new)
			.withPropertyValues(OTHER_SETTINGS)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(BatchSpanProcessor.class);
				assertThat(context.getBean(BatchSpanProcessor.class)).asString().contains("maxExportBatchSize=7");
				assertThat(context.getBean(SpanExport.class).probability()).isNull();
				assertThat(context.getBean(SpanExport.class).describe())
					.isEqualTo("exported by RecordingExporter as the service's own sampler decides");
			});
	}

	@Test
	void needsTheBridge() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SpanExportAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(CompositeSpanExporter.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("spanExportMetrics"));
	}

	private static void end(ApplicationContext context, int spans) {
		Tracer tracer = context.getBean(Tracer.class);
		for (int i = 0; i < spans; i++) {
			Span span = tracer.nextSpan().name("work").start();
			span.end();
		}
		context.getBean(SdkTracerProvider.class).forceFlush().join(5, TimeUnit.SECONDS);
	}

	private static final class RecordingExporter implements SpanExporter {

		private final List<SpanData> spans = new ArrayList<>();

		private RuntimeException failure;

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			if (this.failure != null) {
				throw this.failure;
			}
			this.spans.addAll(spans);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
