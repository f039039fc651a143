package dev.telltale.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.telltale.benchmarks.ServiceProcess.CpuTime;

/**
 * What the starts of a variant cost in one round.
 */
final class Starts {

	private final List<Double> seconds = new ArrayList<>();

	private final List<Double> cpuSeconds = new ArrayList<>();

	void add(Duration duration, CpuTime cpu) {
		this.seconds.add(duration.toNanos() / 1e9);
		this.cpuSeconds.add(cpu.all() / 1e9);
	}

	/**
	 * Return the time until the first answer.
	 * @return the median in seconds
	 */
	double seconds() {
		return Report.median(this.seconds);
	}

	/**
	 * Return the processor time until the first answer, compilers included.
	 * @return the median in seconds
	 */
	double cpuSeconds() {
		return Report.median(this.cpuSeconds);
	}

}
