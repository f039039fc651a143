package dev.telltale.cli.history;

import java.time.Duration;
import java.util.Map;

/**
 * When the rules of the demo record, and how far they look back: what the mixin renders
 * for {@link dev.telltale.mixins.Mixin#DEMO}.
 */
final class Timing {

	/** How often the events are recorded that long windows are averaged from. */
	static final Duration BASE = Duration.ofSeconds(4);

	/** Over which error budgets are judged. */
	static final Duration PERIOD = Duration.ofDays(2);

	/** Over which the pace of spending is judged that a budget's end is computed from. */
	static final Duration SLOW = Duration.ofMinutes(96);

	/** The windows of the burn rates that panels draw. */
	static final Map<String, Duration> BURN_RATES = Map.of("fast_long", Duration.ofMinutes(4), "medium_long",
			Duration.ofMinutes(24), "slow_long", SLOW, "trend_long", Duration.ofMinutes(288));

	private Timing() {
	}

}
