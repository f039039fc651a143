package dev.telltale.observability.cardinality;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values that a tag of a meter has been given so far, up to its limit. What is
 * refused is not remembered. Thread-safe, and free of locks once a value is known or the
 * limit is reached.
 */
class TagValues {

	private final TagCollapse collapse;

	// How many meters have the value. One that is admitted but not in use, for another
	// filter denied its meter, keeps its place.
	private final Map<String, Integer> uses = new ConcurrentHashMap<>();

	private final int capacity;

	private volatile boolean full;

	TagValues(TagCollapse collapse) {
		this.collapse = collapse;
		// The last place is for "other".
		this.capacity = collapse.limit() - 1;
		this.full = this.capacity == 0;
	}

	/**
	 * Return whether a value may stand as it is, and count it as collapsed if not.
	 * @param value the value
	 * @return whether it is within the limit
	 */
	boolean admit(String value) {
		if (value.equals(CardinalityGuard.OTHER) || this.uses.containsKey(value)) {
			return true;
		}
		if (!this.full && add(value)) {
			return true;
		}
		this.collapse.count();
		return false;
	}

	private synchronized boolean add(String value) {
		if (this.uses.size() >= this.capacity && !this.uses.containsKey(value)) {
			return false;
		}
		this.uses.putIfAbsent(value, 0);
		this.full = this.uses.size() >= this.capacity;
		if (this.uses.size() * 2 >= this.capacity) {
			this.collapse.approached();
		}
		return true;
	}

	synchronized void retain(String value) {
		this.uses.computeIfPresent(value, (key, uses) -> uses + 1);
	}

	/**
	 * Give the place of a value back when its last meter is gone.
	 * @param value the value
	 */
	synchronized void release(String value) {
		this.uses.computeIfPresent(value, (key, uses) -> (uses > 1) ? Integer.valueOf(uses - 1) : null);
		this.full = this.uses.size() >= this.capacity;
	}

	int size() {
		return this.uses.size();
	}

}
