package dev.telltale.observability.cardinality;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.jspecify.annotations.Nullable;

/**
 * Guards {@link Metrics#globalRegistry}, which is shared by the whole JVM and keeps every
 * meter that a library records there. A registry's filters cannot be taken away again, so
 * one is added at most, and guards for whichever application is running.
 */
final class GlobalRegistryGuard implements AutoCloseable {

	private static final Switch SWITCH = new Switch();

	private final CardinalityFilter filter;

	GlobalRegistryGuard(CardinalityGuard guard) {
		this.filter = new CardinalityFilter(guard);
		SWITCH.on(this.filter);
	}

	@Override
	public void close() {
		SWITCH.off(this.filter);
	}

	private static final class Switch implements MeterFilter {

		private volatile @Nullable CardinalityFilter filter;

		private boolean installed;

		synchronized void on(CardinalityFilter filter) {
			Metrics.globalRegistry.getMeters().forEach(filter::existing);
			this.filter = filter;
			if (!this.installed) {
				this.installed = true;
				Metrics.globalRegistry.config()
					.meterFilter(this)
					.onMeterAdded(this::added)
					.onMeterRemoved(this::removed);
			}
		}

		synchronized void off(CardinalityFilter filter) {
			if (this.filter == filter) {
				this.filter = null;
			}
		}

		private void added(Meter meter) {
			CardinalityFilter filter = this.filter;
			if (filter != null) {
				filter.added(meter);
			}
		}

		private void removed(Meter meter) {
			CardinalityFilter filter = this.filter;
			if (filter != null) {
				filter.removed(meter);
			}
		}

		@Override
		public Meter.Id map(Meter.Id id) {
			CardinalityFilter filter = this.filter;
			return (filter != null) ? filter.map(id) : id;
		}

		@Override
		public MeterFilterReply accept(Meter.Id id) {
			CardinalityFilter filter = this.filter;
			return (filter != null) ? filter.accept(id) : MeterFilterReply.NEUTRAL;
		}

	}

}
