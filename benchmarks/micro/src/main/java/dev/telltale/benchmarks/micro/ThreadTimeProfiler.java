package dev.telltale.benchmarks.micro;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the processor time of an operation: that of all Java threads, and so without
 * the compilers and the garbage collector. Unlike time by the clock it says the same when
 * the machine has other work.
 */
public class ThreadTimeProfiler implements InternalProfiler {

	static final String RESULT = "thread.time";

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private Map<Long, Long> before = Map.of();

	@Override
	public String getDescription() {
		return "Processor time of the Java threads";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {
		this.before = times();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmarkParams,
			IterationParams iterationParams, IterationResult result) {
		long nanos = 0;
		for (Map.Entry<Long, Long> thread : times().entrySet()) {
			nanos += thread.getValue() - this.before.getOrDefault(thread.getKey(), 0L);
		}
		return List.of(new ScalarResult(RESULT, (double) nanos / result.getMetadata().getAllOps(), "ns/op",
				AggregationPolicy.AVG));
	}

	private Map<Long, Long> times() {
		Map<Long, Long> times = new HashMap<>();
		for (long id : this.threads.getAllThreadIds()) {
			long nanos = this.threads.getThreadCpuTime(id);
			if (nanos >= 0) {
				times.put(id, nanos);
			}
		}
		return times;
	}

}
