package dev.telltale.observability.cardinality;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How often a tag of a meter has been collapsed, over all registries. Thread-safe.
 */
class TagCollapse {

	private static final Log logger = LogFactory.getLog(CardinalityGuard.class);

	private final String meter;

	private final String tag;

	private final int limit;

	private final boolean denied;

	private final Consumer<TagCollapse> onApproach;

	private final LongAdder count = new LongAdder();

	private final AtomicBoolean approached = new AtomicBoolean();

	private final AtomicBoolean started = new AtomicBoolean();

	TagCollapse(String meter, String tag, int limit, boolean denied, Consumer<TagCollapse> onApproach) {
		this.meter = meter;
		this.tag = tag;
		this.limit = limit;
		this.denied = denied;
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
		if (this.denied) {
			return "Tag '%s' of meter '%s' is one whose values have no bounds (telltale.cardinality.denied-tags): they %s. Remove the tag, or give it a limit with %s"
				.formatted(this.tag, this.meter, consequence, property);
		}
		return "Tag '%s' of meter '%s' has more values than its limit of %d: further ones %s. Use fewer values, or raise the limit with %s"
			.formatted(this.tag, this.meter, this.limit, consequence, property);
	}

}
