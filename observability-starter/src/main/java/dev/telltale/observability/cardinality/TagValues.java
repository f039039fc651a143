package dev.telltale.observability.cardinality;

/**
 * The values that a tag of a meter has been given so far, up to its limit. Thread-safe.
 */
class TagValues {

	private final TagCollapse collapse;

	private final Places<String> places;

	TagValues(TagCollapse collapse) {
		this.collapse = collapse;
		// The last place is for "other".
		this.places = new Places<>(collapse.limit() - 1);
	}

	/**
	 * Return whether a value may stand as it is, and count it as collapsed if not.
	 * @param value the value
	 * @param take whether it takes a place, or is only told that there is one
	 * @return whether it is within the limit
	 */
	boolean admit(String value, boolean take) {
		if (value.equals(CardinalityGuard.OTHER) || this.places.contain(value)) {
			return true;
		}
		if (take ? !this.places.take(value) : this.places.isFull()) {
			this.collapse.count();
			return false;
		}
		if (take && this.places.isHalfTaken()) {
			this.collapse.approached();
		}
		return true;
	}

	void existing(String value) {
		this.places.force(value);
	}

	void retain(String value) {
		this.places.retain(value);
	}

	void release(String value) {
		this.places.release(value);
	}

	int size() {
		return this.places.taken();
	}

}
