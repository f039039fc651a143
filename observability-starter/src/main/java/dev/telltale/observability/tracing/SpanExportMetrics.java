package dev.telltale.observability.tracing;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counts what becomes of sampled spans. It counts on its own, before there is a registry:
 * registries and tracers need each other. Thread-safe.
 */
class SpanExportMetrics implements MeterBinder {

	private final LongAdder exported = new LongAdder();

	private final LongAdder exportFailed = new LongAdder();

	private final LongAdder queueFull = new LongAdder();

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(SpanMetricNames.EXPORTED, this.exported, LongAdder::doubleValue)
			.description("Sampled spans that were delivered, once for each exporter")
			.register(registry);
		bindDropped(registry, SpanMetricNames.EXPORT_FAILED, this.exportFailed);
		bindDropped(registry, SpanMetricNames.QUEUE_FULL, this.queueFull);
	}

	private void bindDropped(MeterRegistry registry, String reason, LongAdder dropped) {
		FunctionCounter.builder(SpanMetricNames.DROPPED, dropped, LongAdder::doubleValue)
			.description("Sampled spans that were lost, by reason")
			.tag(SpanMetricNames.REASON, reason)
			.register(registry);
	}

	void exported(int spans) {
		this.exported.add(spans);
	}

	void exportFailed(int spans) {
		this.exportFailed.add(spans);
	}

	void queueFull(long spans) {
		this.queueFull.add(spans);
	}

	long exportFailed() {
		return this.exportFailed.sum();
	}

	long queueFull() {
		return this.queueFull.sum();
	}

}
