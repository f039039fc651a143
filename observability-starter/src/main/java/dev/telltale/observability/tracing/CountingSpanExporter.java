package dev.telltale.observability.tracing;

import java.util.Collection;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/**
 * Counts what another exporter delivers and what it fails to. Costs two additions a
 * batch, nothing a span.
 */
class CountingSpanExporter implements SpanExporter {

	private final SpanExporter delegate;

	private final String name;

	private final SpanExportMetrics metrics;

	private final SpanLossLog log;

	private final OpenTelemetryExportLogs openTelemetryLogs;

	CountingSpanExporter(SpanExporter delegate, String name, SpanExportMetrics metrics, SpanLossLog log,
			OpenTelemetryExportLogs openTelemetryLogs) {
		this.delegate = delegate;
		this.name = name;
		this.metrics = metrics;
		this.log = log;
		this.openTelemetryLogs = openTelemetryLogs;
	}

	String name() {
		return this.name;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		// The processor clears its batch when the time for the export is up.
		int size = spans.size();
		CompletableResultCode result = delegateExport(spans);
		result.whenComplete(() -> {
			if (result.isSuccess()) {
				this.metrics.exported(size);
				this.log.succeeded(this.name);
			}
			else {
				this.metrics.exportFailed(size);
				Throwable failure = result.getFailureThrowable();
				this.log.failed(this.name, () -> reason(failure), failure);
			}
		});
		return result;
	}

	private CompletableResultCode delegateExport(Collection<SpanData> spans) {
		try {
			return this.delegate.export(spans);
		}
		catch (RuntimeException ex) {
			return CompletableResultCode.ofExceptionalFailure(ex);
		}
	}

	/**
	 * Return why an export failed: the cause, or what OpenTelemetry would have logged,
	 * which alone tells the answer of a receiver that refused.
	 */
	private String reason(@Nullable Throwable failure) {
		Throwable cause = (failure != null && failure.getCause() != null) ? failure.getCause() : failure;
		if (cause != null && cause.getMessage() != null) {
			return cause.toString();
		}
		String message = this.openTelemetryLogs.lastFailure();
		if (message != null) {
			return message;
		}
		return (cause != null) ? cause.getClass().getName() : "an unknown reason";
	}

	@Override
	public CompletableResultCode flush() {
		return this.delegate.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.delegate.shutdown();
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
