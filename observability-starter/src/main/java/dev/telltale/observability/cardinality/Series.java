package dev.telltale.observability.cardinality;

import io.micrometer.core.instrument.Meter;

/**
 * The ids that the meters of one name have been given so far, up to their limit: two tags
 * that are each within their own limit can still multiply. Thread-safe.
 */
class Series {

	private final TagCollapse collapse;

	private final Places<Meter.Id> places;

	Series(TagCollapse collapse) {
		this.collapse = collapse;
		// The last place is for the id whose tags are all "other".
		this.places = new Places<>(collapse.limit() - 1);
	}

	/**
	 * Return whether a meter, or a look-up of one, has used this id before.
	 * @param id the id
	 * @return whether it is known
	 */
	boolean contain(Meter.Id id) {
		return this.places.contain(id);
	}

	/**
	 * Return whether a new id finds a place.
	 * @return whether one is free
	 */
	boolean hasRoom() {
		return !this.places.isFull();
	}

	/**
	 * Return whether an id may stand as it is, and count it as collapsed if not.
	 * @param id the id
	 * @return whether it is within the limit
	 */
	boolean admit(Meter.Id id) {
		if (!this.places.take(id)) {
			this.collapse.count();
			return false;
		}
		if (this.places.isHalfTaken()) {
			this.collapse.approached();
		}
		return true;
	}

	void existing(Meter.Id id) {
		this.places.force(id);
	}

	void retain(Meter.Id id) {
		this.places.retain(id);
	}

	void release(Meter.Id id) {
		this.places.release(id);
	}

	int size() {
		return this.places.taken();
	}

}
