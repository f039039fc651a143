package dev.telltale.observability.tracing;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;

/**
 * Listens to what a {@code BatchSpanProcessor} reports about itself and picks out the
 * spans for which its queue had no room. Everything goes on to another provider.
 * <p>
 * That is the only exact count of them, and the cheapest: the processor reports a lost
 * span when it loses it and a batch when it is done. The difference between ended and
 * exported spans would cost an addition for every span and be wrong by what the queue
 * holds. A whole SDK for metrics would keep a second registry for one number.
 */
class QueueDropMeterProvider implements MeterProvider {

	private final MeterProvider delegate;

	private final LongConsumer listener;

	QueueDropMeterProvider(MeterProvider delegate, LongConsumer listener) {
		this.delegate = delegate;
		this.listener = listener;
	}

	@Override
	public MeterBuilder meterBuilder(String instrumentationScopeName) {
		return new ListeningMeterBuilder(this.delegate.meterBuilder(instrumentationScopeName), this.listener);
	}

	private record ListeningMeterBuilder(MeterBuilder delegate, LongConsumer listener) implements MeterBuilder {

		@Override
		public MeterBuilder setSchemaUrl(String schemaUrl) {
			this.delegate.setSchemaUrl(schemaUrl);
			return this;
		}

		@Override
		public MeterBuilder setInstrumentationVersion(String instrumentationScopeVersion) {
			this.delegate.setInstrumentationVersion(instrumentationScopeVersion);
			return this;
		}

		@Override
		public Meter build() {
			return new ListeningMeter(this.delegate.build(), this.listener);
		}

	}

	private record ListeningMeter(Meter delegate, LongConsumer listener) implements Meter {

		@Override
		public LongCounterBuilder counterBuilder(String name) {
			LongCounterBuilder builder = this.delegate.counterBuilder(name);
			return ListeningCounter.isAbout(name) ? new ListeningCounterBuilder(builder, this.listener) : builder;
		}

		@Override
		public LongUpDownCounterBuilder upDownCounterBuilder(String name) {
			return this.delegate.upDownCounterBuilder(name);
		}

		@Override
		public DoubleHistogramBuilder histogramBuilder(String name) {
			return this.delegate.histogramBuilder(name);
		}

		@Override
		public DoubleGaugeBuilder gaugeBuilder(String name) {
			return this.delegate.gaugeBuilder(name);
		}

	}

	private record ListeningCounterBuilder(LongCounterBuilder delegate,
			LongConsumer listener) implements LongCounterBuilder {

		@Override
		public LongCounterBuilder setDescription(String description) {
			this.delegate.setDescription(description);
			return this;
		}

		@Override
		public LongCounterBuilder setUnit(String unit) {
			this.delegate.setUnit(unit);
			return this;
		}

		@Override
		public DoubleCounterBuilder ofDoubles() {
			return this.delegate.ofDoubles();
		}

		@Override
		public LongCounter build() {
			return new ListeningCounter(this.delegate.build(), this.listener);
		}

		@Override
		public ObservableLongCounter buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
			return this.delegate.buildWithCallback(callback);
		}

	}

	/**
	 * The processor's count of the spans it is done with, under the name that
	 * OpenTelemetry's SDK has always used or that of its newer semantic conventions.
	 */
	private record ListeningCounter(LongCounter delegate, LongConsumer listener) implements LongCounter {

		private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");

		private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

		static boolean isAbout(String name) {
			return name.equals("processedSpans") || name.equals("otel.sdk.processor.span.processed");
		}

		@Override
		public void add(long value) {
			this.delegate.add(value);
		}

		@Override
		public void add(long value, Attributes attributes) {
			listen(value, attributes);
			this.delegate.add(value, attributes);
		}

		@Override
		public void add(long value, Attributes attributes, Context context) {
			listen(value, attributes);
			this.delegate.add(value, attributes, context);
		}

		private void listen(long value, Attributes attributes) {
			if (Boolean.TRUE.equals(attributes.get(DROPPED)) || "queue_full".equals(attributes.get(ERROR_TYPE))) {
				this.listener.accept(value);
			}
		}

	}

}
