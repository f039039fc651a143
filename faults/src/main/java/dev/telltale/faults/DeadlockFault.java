package dev.telltale.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two threads wait for each other's lock. They wait interruptibly, which is how the undo
 * ends what only a restart could.
 * <p>
 * Raises ThreadsDeadlocked.
 */
class DeadlockFault implements Fault {

	@Override
	public String name() {
		return "deadlock";
	}

	@Override
	public String description() {
		return "Two threads wait for each other's lock.";
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		Lock one = new ReentrantLock();
		Lock two = new ReentrantLock();
		CountDownLatch bothHold = new CountDownLatch(2);
		Worker first = Worker.start("fault-deadlock-1", () -> lock(one, two, bothHold));
		Worker second = Worker.start("fault-deadlock-2", () -> lock(two, one, bothHold));
		return () -> {
			first.stop();
			second.stop();
		};
	}

	private static void lock(Lock own, Lock other, CountDownLatch bothHold) throws InterruptedException {
		own.lockInterruptibly();
		try {
			bothHold.countDown();
			bothHold.await();
			other.lockInterruptibly();
			other.unlock();
		}
		finally {
			own.unlock();
		}
	}

}
