package dev.telltale.observability.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenTelemetry's own lines about spans that cannot be exported out of the log,
 * where {@link SpanLossLog} says the same without stack traces and once for all. Its
 * lines about metrics and logs are left alone, and so is every line whose text is not
 * known. Thread-safe.
 */
class OpenTelemetryExportLogs implements AutoCloseable {

	private static final List<String> LOGGERS = List.of("io.opentelemetry.exporter.internal.http.HttpExporter",
			"io.opentelemetry.exporter.internal.grpc.GrpcExporter",
			"io.opentelemetry.sdk.trace.export.BatchSpanProcessor");

	private static final String FAILURE = "Failed to export span";

	private static final List<String> KNOWN = List.of(FAILURE, "BatchSpanProcessor dropped",
			"Too many log messages detected");

	private static final int MAX_LENGTH = 200;

	private final List<Quiet> filters = new ArrayList<>();

	private volatile @Nullable String lastFailure;

	OpenTelemetryExportLogs() {
		for (String name : LOGGERS) {
			this.filters.add(new Quiet(Logger.getLogger(name)));
		}
	}

	/**
	 * Return what OpenTelemetry last had to say about a failed export.
	 * @return the message, shortened, or {@code null} if there was none
	 */
	@Nullable String lastFailure() {
		return this.lastFailure;
	}

	@Override
	public void close() {
		this.filters.forEach(Quiet::remove);
	}

	/**
	 * The filter of one logger, which it holds: an unheld logger loses its filter.
	 */
	private final class Quiet implements Filter {

		private final Logger logger;

		private final @Nullable Filter previous;

		private volatile boolean removed;

		Quiet(Logger logger) {
			this.logger = logger;
			this.previous = logger.getFilter();
			logger.setFilter(this);
		}

		@Override
		public boolean isLoggable(LogRecord record) {
			String message = record.getMessage();
			if (!this.removed && message != null && KNOWN.stream().anyMatch(message::startsWith)) {
				if (message.startsWith(FAILURE)) {
					OpenTelemetryExportLogs.this.lastFailure = (message.length() > MAX_LENGTH)
							? message.substring(0, MAX_LENGTH) : message;
				}
				return false;
			}
			return this.previous == null || this.previous.isLoggable(record);
		}

		void remove() {
			this.removed = true;
			if (this.logger.getFilter() == this) {
				this.logger.setFilter(this.previous);
			}
		}

	}

}
