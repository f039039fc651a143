package dev.telltale.observability.cardinality;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A limited number of places, each held by something that meters use: a tag's value, or
 * an id. What finds no place is not remembered. Thread-safe, and free of locks for what
 * has a place and once all are taken.
 *
 * @param <T> what holds a place
 */
class Places<T> {

	// How many meters use the holder. One that is admitted but not in use, for another
	// filter denied its meter, keeps its place.
	private final Map<T, Integer> uses = new ConcurrentHashMap<>();

	private final int capacity;

	private volatile boolean full;

	Places(int capacity) {
		this.capacity = capacity;
		this.full = capacity <= 0;
	}

	/**
	 * Return whether something has a place.
	 * @param holder the holder
	 * @return whether it has
	 */
	boolean contain(T holder) {
		return this.uses.containsKey(holder);
	}

	/**
	 * Take a place for something that may have one already.
	 * @param holder the holder
	 * @return whether it has a place now
	 */
	boolean take(T holder) {
		return this.uses.containsKey(holder) || (!this.full && add(holder));
	}

	private synchronized boolean add(T holder) {
		if (this.uses.size() >= this.capacity && !this.uses.containsKey(holder)) {
			return false;
		}
		this.uses.putIfAbsent(holder, 0);
		this.full = this.uses.size() >= this.capacity;
		return true;
	}

	/**
	 * Count a meter that uses a place.
	 * @param holder the holder; ignored if it has no place
	 */
	synchronized void retain(T holder) {
		this.uses.computeIfPresent(holder, (key, uses) -> uses + 1);
	}

	/**
	 * Give a place to something that is in use already, also if none is free.
	 * @param holder the holder
	 */
	synchronized void force(T holder) {
		this.uses.merge(holder, 1, Integer::sum);
		this.full = this.uses.size() >= this.capacity;
	}

	/**
	 * Give the place back when the last meter that uses it is gone.
	 * @param holder the holder; ignored if it has no place
	 */
	synchronized void release(T holder) {
		this.uses.computeIfPresent(holder, (key, uses) -> (uses > 1) ? Integer.valueOf(uses - 1) : null);
		this.full = this.uses.size() >= this.capacity;
	}

	boolean isFull() {
		return this.full;
	}

	boolean isHalfTaken() {
		return this.uses.size() * 2L >= this.capacity;
	}

	int taken() {
		return this.uses.size();
	}

}
