package dev.telltale.observability.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.boot.opentelemetry.autoconfigure.ConditionalOnEnabledOpenTelemetry;
import org.springframework.context.annotation.Bean;

/**
 * Counts the spans that are exported and those that are lost, and says so without
 * flooding the log. Whether and where spans are exported is Boot's matter.
 * <p>
 * The counters stand at zero also where nothing is exported, so that one query serves all
 * services.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telltale.tracing.enabled", matchIfMissing = true)
@ConditionalOnClass({ CompositeSpanExporter.class, MeterRegistry.class, OpenTelemetryTracingAutoConfiguration.class,
		OtlpHttpSpanExporter.class, SdkTracerProvider.class })
@ConditionalOnEnabledOpenTelemetry
@EnableConfigurationProperties(OpenTelemetryTracingProperties.class)
public final class SpanExportAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SpanExportMetrics spanExportMetrics() {
		return new SpanExportMetrics();
	}

	@Bean
	OpenTelemetryExportLogs openTelemetryExportLogs() {
		return new OpenTelemetryExportLogs();
	}

	@Bean
	@ConditionalOnMissingBean
	SpanExporters countingSpanExporters(ObjectProvider<SpanExporter> exporters, SpanExportMetrics metrics,
			OpenTelemetryExportLogs openTelemetryLogs, ObjectProvider<OtlpTracingConnectionDetails> connection,
			ObjectProvider<OtlpTracingProperties> otlp) {
		SpanLossLog log = new SpanLossLog(metrics, System::nanoTime);
		List<SpanExporter> counting = new ArrayList<>();
		for (SpanExporter exporter : exporters.orderedStream().toList()) {
			counting.add(new CountingSpanExporter(exporter,
					name(exporter, connection.getIfAvailable(), otlp.getIfAvailable()), metrics, log,
					openTelemetryLogs));
		}
		return SpanExporters.of(counting);
	}

	/**
	 * Return what the log calls an exporter: its kind, and where it sends spans, but for
	 * what may be secret in a URL.
	 */
	private static String name(SpanExporter exporter, @Nullable OtlpTracingConnectionDetails connection,
			@Nullable OtlpTracingProperties otlp) {
		String name = exporter.getClass().getSimpleName();
		if (connection == null || otlp == null
				|| !(exporter instanceof OtlpHttpSpanExporter || exporter instanceof OtlpGrpcSpanExporter)) {
			return name;
		}
		try {
			URI url = new URI(connection.getUrl(otlp.getTransport()));
			return name + " to " + url.getScheme() + "://" + url.getHost()
					+ ((url.getPort() >= 0) ? ":" + url.getPort() : "");
		}
		catch (URISyntaxException ex) {
			return name;
		}
	}

	@Bean
	@ConditionalOnMissingBean
	SpanExport spanExport(SpanExporters exporters, ObjectProvider<Sampler> sampler) {
		return new SpanExport(exporters.list(), sampler.getIfUnique());
	}

	/**
	 * Boot's processor, but for the listener to its queue: Boot takes a
	 * {@link MeterProvider} from a bean only, which every other library would take for a
	 * real one, and the finished processor tells and takes none. A test compares the two.
	 */
	@Bean
	@ConditionalOnMissingBean
	BatchSpanProcessor countingBatchSpanProcessor(OpenTelemetryTracingProperties properties,
			SpanExporters spanExporters, ObjectProvider<SpanExportingPredicate> predicates,
			ObjectProvider<SpanReporter> reporters, ObjectProvider<SpanFilter> filters,
			ObjectProvider<MeterProvider> meterProvider, SpanExportMetrics metrics) {
		OpenTelemetryTracingProperties.Export export = properties.getExport();
		CompositeSpanExporter exporter = new CompositeSpanExporter(spanExporters.list(),
				predicates.orderedStream().toList(), reporters.orderedStream().toList(),
				filters.orderedStream().toList());
		return BatchSpanProcessor.builder(exporter)
			.setExportUnsampledSpans(export.isIncludeUnsampled())
			.setExporterTimeout(export.getTimeout())
			.setMaxExportBatchSize(export.getMaxBatchSize())
			.setMaxQueueSize(export.getMaxQueueSize())
			.setScheduleDelay(export.getScheduleDelay())
			.setMeterProvider(
					new QueueDropMeterProvider(meterProvider.getIfAvailable(MeterProvider::noop), metrics::queueFull))
			.build();
	}

}
