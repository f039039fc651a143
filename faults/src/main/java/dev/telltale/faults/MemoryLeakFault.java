package dev.telltale.faults;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory is kept that nobody needs, up to 88 percent of what the long-lived heap may
 * hold, so that the service lives on, and never more than a gigabyte, so that the machine
 * does too: a service with a large heap does not fill it. The undo lets the memory go and
 * collects it.
 * <p>
 * Raises HeapAlmostFull, and GarbageCollectionOverhead where {@code churn} replaces so
 * many of the megabytes a second: each collection then has all of the heap to go through.
 */
class MemoryLeakFault implements Fault {

	private static final Logger logger = LoggerFactory.getLogger(MemoryLeakFault.class);

	private static final double SHARE_OF_HEAP = 0.88;

	private static final int MOST_MEGABYTES = 1024;

	private static final int MEGABYTE = 1024 * 1024;

	// Small, so that they fill the regions of G1 without much waste.
	private static final int CHUNK = 16 * 1024;

	private static final int CHUNKS_A_STEP = 512;

	private static final long STEP_MILLIS = 50;

	private final Parameter<Integer> megabytes;

	// Filled by one thread, cleared when that has ended.
	private final List<byte[]> kept = new ArrayList<>();

	private final Parameter<Integer> churn = Parameter.number("churn", 0, 0, 1000);

	MemoryLeakFault() {
		int maximum = (int) Math.min(Math.max(limit() / MEGABYTE, 1), MOST_MEGABYTES);
		this.megabytes = Parameter.number("megabytes", maximum, 1, maximum);
	}

	@Override
	public String name() {
		return "memory-leak";
	}

	@Override
	public String description() {
		return "Memory is kept, as much as asked for or as fits into 88 percent of the heap.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(this.megabytes, this.churn);
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		// What is in use now, without garbage.
		System.gc();
		long room = Math.min(limit() - longLived().getUsed(), (long) settings.get(this.megabytes) * MEGABYTE);
		if (room < CHUNK) {
			throw FaultException.impossible("The heap is full already: start the service with more", null);
		}
		int churned = settings.get(this.churn);
		Worker worker = Worker.start("fault-memory-leak", () -> leak((int) (room / CHUNK), churned));
		return () -> {
			worker.stop();
			this.kept.clear();
			// Else the heap would look full until the next full collection.
			System.gc();
		};
	}

	private void leak(int chunks, int churn) throws InterruptedException {
		try {
			while (this.kept.size() < chunks) {
				this.kept.add(new byte[CHUNK]);
				if (this.kept.size() % CHUNKS_A_STEP == 0) {
					TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
				}
			}
			System.gc();
			logger.warn("{} MB of the heap are kept", (long) chunks * CHUNK / MEGABYTE);
			if (churn > 0) {
				AtomicInteger next = new AtomicInteger();
				Pace.keep(churn * (MEGABYTE / CHUNK), () -> replace(next.getAndIncrement()));
			}
		}
		catch (OutOfMemoryError ex) {
			this.kept.clear();
			logger.error("The heap is full: all memory that was kept is let go");
		}
	}

	private boolean replace(int index) {
		this.kept.set(index % this.kept.size(), new byte[CHUNK]);
		return true;
	}

	private static long limit() {
		return (long) (longLived().getMax() * SHARE_OF_HEAP);
	}

	/**
	 * Return how much the pool holds that objects live in for long, as
	 * {@code jvm_memory_usage_after_gc} looks at it, or all of the heap where there is no
	 * such pool.
	 */
	private static MemoryUsage longLived() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP && isLongLived(pool))
			.findFirst()
			.map(MemoryPoolMXBean::getUsage)
			.orElseGet(() -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
	}

	private static boolean isLongLived(MemoryPoolMXBean pool) {
		return pool.getUsage().getMax() > 0 && (pool.getName().endsWith("Old Gen")
				|| pool.getName().endsWith("Tenured Gen") || pool.getName().endsWith("Old Generation"));
	}

}
