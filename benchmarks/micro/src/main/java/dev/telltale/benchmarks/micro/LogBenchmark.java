package dev.telltale.benchmarks.micro;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * One call of a logger until its line is on the console, which drops it: the work of all
 * threads that have a part in it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {

	@Param
	private LogLine line;

	private ConfigurableApplicationContext service;

	private PrintStream console;

	private OrderLog log;

	@Setup
	public void start() {
		this.console = System.out;
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
		this.service = this.line.start();
		this.log = new OrderLog("com.example.shop.orders.OrderController");
		OrderLog.enterRequest();
	}

	/**
	 * A figure with lines that were dropped would be one of dropping.
	 */
	@TearDown
	public void stop() {
		FunctionCounter dropped = this.service.getBean(MeterRegistry.class)
			.find("telltale.log.events.dropped")
			.functionCounter();
		this.service.close();
		System.setOut(this.console);
		if (dropped != null && dropped.count() > 0) {
			throw new IllegalStateException(
					"The writer did not keep up and %.0f lines were dropped: run again on an idle machine"
						.formatted(dropped.count()));
		}
	}

	/**
	 * Two arguments and three keys in the MDC.
	 */
	@Benchmark
	public void event() {
		this.log.order();
	}

	/**
	 * The same with an exception, its cause and some sixty frames.
	 */
	@Benchmark
	public void exception() {
		this.log.failure();
	}

}
