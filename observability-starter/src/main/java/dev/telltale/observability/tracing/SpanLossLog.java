package dev.telltale.observability.tracing;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says that spans are lost: at once, then at most once a minute with what was lost since,
 * and once when they arrive again. Thread-safe, and only ever called by threads that
 * export.
 */
class SpanLossLog {

	private static final Log logger = LogFactory.getLog(SpanLossLog.class);

	private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

	private final SpanExportMetrics metrics;

	private final LongSupplier nanoTime;

	private final Set<String> failing = new HashSet<>();

	private long saidFailed;

	private long saidQueueFull;

	private boolean said;

	private long saidAt;

	SpanLossLog(SpanExportMetrics metrics, LongSupplier nanoTime) {
		this.metrics = metrics;
		this.nanoTime = nanoTime;
	}

	/**
	 * Take note that an export failed.
	 * @param exporter what tried
	 * @param reason tells why, if asked
	 * @param failure the failure, if it is known
	 */
	synchronized void failed(String exporter, Supplier<String> reason, @Nullable Throwable failure) {
		if (logger.isDebugEnabled()) {
			logger.debug("An export by " + exporter + " failed", failure);
		}
		long failed = this.metrics.exportFailed() - this.saidFailed;
		if (failed > 0 && isDue()) {
			long queueFull = this.metrics.queueFull() - this.saidQueueFull;
			logger.warn("Lost " + (failed + queueFull) + " spans: " + failed + " that " + exporter
					+ " could not export, the last for this reason: " + reason.get() + "; and " + queueFull
					+ " for which the queue had no room. Requests are not affected. This is said at most once a minute; "
					+ "telltale_spans_dropped_total counts every span");
			this.failing.add(exporter);
			said();
		}
	}

	/**
	 * Take note that an export succeeded.
	 * @param exporter what exported
	 */
	synchronized void succeeded(String exporter) {
		if (this.failing.remove(exporter)) {
			long since = this.metrics.exportFailed() - this.saidFailed + this.metrics.queueFull() - this.saidQueueFull;
			logger.info("Spans are exported again by " + exporter + "; " + since + " more were lost meanwhile");
			this.saidFailed = this.metrics.exportFailed();
			this.saidQueueFull = this.metrics.queueFull();
			return;
		}
		long queueFull = this.metrics.queueFull() - this.saidQueueFull;
		if (queueFull > 0 && isDue()) {
			logger.warn("Lost " + queueFull + " spans for which the queue had no room: sample less "
					+ "(management.tracing.sampling.probability) or allow more "
					+ "(management.opentelemetry.tracing.export.max-queue-size). This is said at most once a minute");
			said();
		}
	}

	private boolean isDue() {
		return !this.said || this.nanoTime.getAsLong() - this.saidAt >= INTERVAL;
	}

	private void said() {
		this.said = true;
		this.saidAt = this.nanoTime.getAsLong();
		this.saidFailed = this.metrics.exportFailed();
		this.saidQueueFull = this.metrics.queueFull();
	}

}
