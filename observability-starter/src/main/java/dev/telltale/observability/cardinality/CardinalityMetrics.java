package dev.telltale.observability.cardinality;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * What the guard tells of itself. Which meters there will be is not known at the start,
 * so a counter for each of their tags cannot be; the gauge over all of them is, at zero.
 * The counter of a tag appears at zero when the tag has used up half of its limit, well
 * before anything is collapsed. The guard limits these counters as any others.
 */
class CardinalityMetrics implements MeterBinder {

	private final CardinalityGuard guard;

	// A look-up that collapses may hold a registry's lock; to register a meter then, in
	// another registry, could end in a deadlock.
	private final Executor executor = ForkJoinPool.commonPool();

	CardinalityMetrics(CardinalityGuard guard) {
		this.guard = guard;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(CardinalityMetricNames.COLLAPSED_TAGS, this.guard, CardinalityGuard::collapsedTagCount)
			.description("Tags of meters whose values have been collapsed since the start")
			.strongReference(true)
			.register(registry);
		this.guard.onApproach((collapse) -> this.executor.execute(() -> register(collapse, registry)));
	}

	private static void register(TagCollapse collapse, MeterRegistry registry) {
		FunctionCounter.builder(CardinalityMetricNames.COLLAPSED, collapse, TagCollapse::sum)
			.description("Look-ups of a meter whose tag value was collapsed to 'other', and gauges that were denied")
			.tag(CardinalityMetricNames.METER, collapse.meter())
			.tag(CardinalityMetricNames.TAG, collapse.tag())
			.register(registry);
	}

}
