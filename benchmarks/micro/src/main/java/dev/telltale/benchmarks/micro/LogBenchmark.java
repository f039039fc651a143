package dev.telltale.benchmarks.micro;

import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
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
 * One call of a logger until its line has left the appender, to a stream that drops it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {

	@Param
	private LogLine line;

	private ConfigurableApplicationContext service;

	private OrderLog log;

	@Setup
	public void start() {
		this.service = this.line.start();
		this.log = new OrderLog("com.example.shop.orders.OrderController");
		OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
		appender.setContext(this.log.logger().getLoggerContext());
		appender.setEncoder(this.line.encoder());
		appender.setOutputStream(OutputStream.nullOutputStream());
		appender.start();
		this.log.logger().setAdditive(false);
		this.log.logger().addAppender(appender);
		OrderLog.enterRequest();
	}

	@TearDown
	public void stop() {
		this.service.close();
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
