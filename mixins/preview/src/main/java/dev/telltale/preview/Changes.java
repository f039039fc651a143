package dev.telltale.preview;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches the dashboards for those who wait for a change. It reads them once a second,
 * and only while somebody waits. Thread-safe.
 */
final class Changes {

	private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Dashboards dashboards;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition closing = this.lock.newCondition();

	private Object seen = Map.of();

	private long revision;

	private long lastLook = System.nanoTime() - INTERVAL_NANOS;

	private boolean closed;

	Changes(Dashboards dashboards) {
		this.dashboards = dashboards;
	}

	/**
	 * Look at the dashboards, at most once a second for all.
	 * @return a number that grows with every change, that of a message of failure
	 * included
	 */
	long revision() {
		this.lock.lock();
		try {
			long now = System.nanoTime();
			if (now - this.lastLook >= INTERVAL_NANOS) {
				this.lastLook = now;
				Object current = look();
				if (!current.equals(this.seen)) {
					this.seen = current;
					this.revision++;
				}
			}
			return this.revision;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait a second.
	 * @return whether to go on
	 * @throws InterruptedException if interrupted
	 */
	boolean pause() throws InterruptedException {
		this.lock.lock();
		try {
			long left = INTERVAL_NANOS;
			while (!this.closed && left > 0) {
				left = this.closing.awaitNanos(left);
			}
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.closing.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Object look() {
		try {
			return this.dashboards.read();
		}
		catch (IOException | RuntimeException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

}
