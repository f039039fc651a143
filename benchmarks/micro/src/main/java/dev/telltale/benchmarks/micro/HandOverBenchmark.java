package dev.telltale.benchmarks.micro;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
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

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One call of a logger until its line is with the thread that writes, or written by the
 * thread that logs, to a console that drops it. What lies between the two is the
 * hand-over less the writing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandOverBenchmark {

	@Param({ "false", "true" })
	private boolean asynchronous;

	private ConfigurableApplicationContext service;

	private PrintStream console;

	private OrderLog log;

	@Setup
	public void start() {
		this.console = System.out;
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
		this.service = Services.start(WebApplicationType.NONE, Services.Complete.class,
				List.of("telltale.logging.console-format=json", "telltale.logging.async.enabled=" + this.asynchronous));
		this.log = new OrderLog("com.example.shop.orders.OrderController");
		OrderLog.enterRequest();
	}

	/**
	 * A figure with lines that were dropped would be one of dropping.
	 */
	@TearDown
	public void stop() {
		double dropped = this.service.getBean(MeterRegistry.class)
			.get("telltale.log.events.dropped")
			.functionCounter()
			.count();
		this.service.close();
		System.setOut(this.console);
		if (dropped > 0) {
			throw new IllegalStateException(
					"The writer did not keep up and %.0f lines were dropped: run again on an idle machine"
						.formatted(dropped));
		}
	}

	@Benchmark
	public Logger event() {
		this.log.order();
		return this.log.logger();
	}

}
