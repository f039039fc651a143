package dev.telltale.faults;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a run of a fault may still act. A fault asks it before it acts once more, if
 * it is {@linkplain Fault#isCounted() counted}. Thread-safe.
 */
public final class Budget {

	private final long limit;

	private final Runnable onSpent;

	private final AtomicLong taken = new AtomicLong();

	/**
	 * Create a budget.
	 * @param limit how often
	 * @param onSpent called once, when the last time has been taken; must not block
	 */
	Budget(long limit, Runnable onSpent) {
		this.limit = limit;
		this.onSpent = onSpent;
	}

	/**
	 * Take one time, if there is one left.
	 * @return whether the fault may act
	 */
	public boolean take() {
		if (isSpent()) {
			return false;
		}
		long now = this.taken.incrementAndGet();
		if (now == this.limit) {
			this.onSpent.run();
		}
		return now <= this.limit;
	}

	boolean isSpent() {
		return this.taken.get() >= this.limit;
	}

	/**
	 * Return how often the fault has acted.
	 * @return how often
	 */
	public long used() {
		return Math.min(this.taken.get(), this.limit);
	}

}
