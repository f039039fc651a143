package dev.telltale.observability.cardinality;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/**
 * Collapses what adds up: counters, timers and summaries, of which two with one id are
 * the same meter. Denies the rest: of two gauges with one id the second is ignored, so a
 * gauge called {@code other} would show the value of whichever came first.
 * <p>
 * {@link #map} runs on every look-up but those of an id that Micrometer has seen before
 * and that no filter changed, which it finds itself. It is free of locks: two map reads
 * for an id within the limits; for others two a tag, and what the collapsed id takes.
 */
class CardinalityFilter implements MeterFilter {

	private final CardinalityGuard guard;

	private final Map<String, GuardedMeter> meters = new ConcurrentHashMap<>();

	CardinalityFilter(CardinalityGuard guard) {
		this.guard = guard;
	}

	/**
	 * Follow which meters come and go, to know what is read by functions and which values
	 * are in use. Meters that are there already keep their ids.
	 * @param registry the registry that has this filter
	 */
	void watch(MeterRegistry registry) {
		registry.getMeters().forEach(this::existing);
		registry.config().onMeterAdded(this::added).onMeterRemoved(this::removed);
	}

	void existing(Meter meter) {
		if (meter.getId().syntheticAssociation() == null) {
			guarded(meter).existing(meter.getId());
		}
	}

	void added(Meter meter) {
		guarded(meter).added(meter.getId());
	}

	private GuardedMeter guarded(Meter meter) {
		GuardedMeter guarded = meter(meter.getId());
		if (meter instanceof FunctionCounter || meter instanceof FunctionTimer) {
			guarded.setReadByFunction();
		}
		return guarded;
	}

	void removed(Meter meter) {
		meter(meter.getId()).removed(meter.getId());
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		if (!isRecorded(id)) {
			return id;
		}
		GuardedMeter meter = meter(id);
		return (meter.isReadByFunction()) ? id : meter.collapse(id);
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		if (id.syntheticAssociation() != null) {
			return MeterFilterReply.NEUTRAL;
		}
		GuardedMeter meter = meter(id);
		if (isRecorded(id) && !meter.isReadByFunction()) {
			return MeterFilterReply.NEUTRAL;
		}
		return (meter.admits(id)) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
	}

	int values(String meter, String tag) {
		GuardedMeter guarded = this.meters.get(meter);
		return (guarded != null) ? guarded.values(tag) : 0;
	}

	int series(String meter) {
		GuardedMeter guarded = this.meters.get(meter);
		return (guarded != null) ? guarded.series() : 0;
	}

	private static boolean isRecorded(Meter.Id id) {
		return switch (id.getType()) {
			case COUNTER, TIMER, DISTRIBUTION_SUMMARY, LONG_TASK_TIMER -> true;
			case GAUGE, OTHER -> false;
		};
	}

	private GuardedMeter meter(Meter.Id id) {
		String name = id.getName();
		GuardedMeter meter = this.meters.get(name);
		return (meter != null) ? meter : this.meters.computeIfAbsent(name, (key) -> new GuardedMeter(key, this.guard));
	}

}
