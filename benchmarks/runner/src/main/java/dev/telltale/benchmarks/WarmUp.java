package dev.telltale.benchmarks;

import java.io.IOException;
import java.time.Duration;

import dev.telltale.benchmarks.ServiceProcess.CpuTime;

/**
 * Lets a service run until its JIT compilers are quiet: a fixed time ranks compilation,
 * not services.
 */
final class WarmUp {

	private static final Duration TICK = Duration.ofSeconds(1);

	// The compilers' share of the processor time below which they are quiet.
	private static final double QUIET = 0.03;

	private static final int QUIET_TICKS = 2;

	// What compilers that have nothing to do use in a tenth of a second, at most.
	private static final long IDLE_NANOS = 5_000_000;

	private final ServiceProcess service;

	private final Load load;

	WarmUp(ServiceProcess service, Load load) {
		this.service = service;
		this.load = load;
	}

	/**
	 * Warm up. Between the ticks the load rests and the compilers have the processors for
	 * themselves: they would have to share them with load and service for long.
	 * @param limit the longest it may take
	 * @return whether the compilers are quiet
	 * @throws IOException if a request failed or the service is gone
	 */
	boolean run(Duration limit) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + limit.toNanos();
		int quietTicks = 0;
		while (System.nanoTime() < deadline) {
			CpuTime before = this.service.cpuTime();
			this.load.run(TICK);
			awaitCompilers();
			CpuTime cpu = this.service.cpuTime().since(before);
			quietTicks = (cpu.compilers() < QUIET * cpu.all()) ? quietTicks + 1 : 0;
			if (quietTicks == QUIET_TICKS) {
				return true;
			}
		}
		return false;
	}

	private void awaitCompilers() throws IOException, InterruptedException {
		long before = this.service.cpuTime().compilers();
		for (int i = 0; i < 50; i++) {
			Thread.sleep(100);
			long now = this.service.cpuTime().compilers();
			if (now - before < IDLE_NANOS) {
				return;
			}
			before = now;
		}
	}

}
