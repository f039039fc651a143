package dev.telltale.observability.cardinality;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How often a tag of a meter, or all tags together, have been collapsed, over all
 * registries. Thread-safe.
 */
class TagCollapse {

	private static final Log logger = LogFactory.getLog(CardinalityGuard.class);

	private final String meter;

	private final String tag;

	private final int limit;

	private final Reason reason;

	private final Consumer<TagCollapse> onApproach;

	private final LongAdder count = new LongAdder();

	private final AtomicBoolean approached = new AtomicBoolean();

	private final AtomicBoolean started = new AtomicBoolean();

	TagCollapse(String meter, String tag, int limit, Reason reason, Consumer<TagCollapse> onApproach) {
		this.meter = meter;
		this.tag = tag;
		this.limit = limit;
		this.reason = reason;
		this.onApproach = onApproach;
	}

	String meter() {
		return this.meter;
	}

	String tag() {
		return this.tag;
	}

	int limit() {
		return this.limit;
	}

	long sum() {
		return this.count.sum();
	}

	boolean isStarted() {
		return this.started.get();
	}

	/**
	 * Say that the tag comes close to its limit. Only the first time counts.
	 */
	void approached() {
		if (!this.approached.get() && this.approached.compareAndSet(false, true)) {
			this.onApproach.accept(this);
		}
	}

	void count() {
		this.count.increment();
		if (!this.started.get() && this.started.compareAndSet(false, true)) {
			approached();
			logger.warn(message());
		}
	}

	private String message() {
		String property = "telltale.cardinality.limits." + this.meter + "." + this.tag;
		String consequence = "are counted as '" + CardinalityGuard.OTHER + "', and gauges with them are not registered";
		return switch (this.reason) {
			case VALUES ->
				"Tag '%s' of meter '%s' has more values than its limit of %d: further ones %s. Use fewer values, or raise the limit with %s"
					.formatted(this.tag, this.meter, this.limit, consequence, property);
			case DENIED ->
				"Tag '%s' of meter '%s' is one whose values have no bounds (telltale.cardinality.denied-tags): they %s. Remove the tag, or give it a limit with %s"
					.formatted(this.tag, this.meter, consequence, property);
			case SERIES ->
				"Meter '%s' has more combinations of tag values than its limit of %d series: further ones %s. Use fewer tags or values, or raise the limit with telltale.cardinality.series-limits.%s"
					.formatted(this.meter, this.limit, consequence, this.meter);
		};
	}

	/**
	 * Why values are collapsed.
	 */
	enum Reason {

		/** The tag has too many values. */
		VALUES,

		/** The tag is one of those that have no bounds. */
		DENIED,

		/** The meter has too many series. */
		SERIES

	}

}
