package dev.telltale.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * Threads compute for nothing, at the priority of all others.
 * <p>
 * Raises ProcessCpuHigh, also where others want a part of the processors: with twice as
 * many threads they leave them less.
 */
class CpuFault implements Fault {

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	private static final Parameter<Integer> THREADS = Parameter.number("threads", 2 * PROCESSORS, 1, 16 * PROCESSORS);

	private volatile long result;

	@Override
	public String name() {
		return "cpu";
	}

	@Override
	public String description() {
		return "Threads compute for nothing.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(THREADS);
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		List<Worker> workers = new ArrayList<>();
		for (int i = 1; i <= settings.get(THREADS); i++) {
			workers.add(Worker.start("fault-cpu-" + i, this::burn));
		}
		return () -> workers.forEach(Worker::stop);
	}

	private void burn() {
		long value = System.nanoTime();
		while (!Thread.currentThread().isInterrupted()) {
			for (int i = 0; i < 100_000; i++) {
				value = value * 6364136223846793005L + 1442695040888963407L;
			}
			// Without a use the compiler takes the loop away.
			this.result = value;
		}
	}

}
