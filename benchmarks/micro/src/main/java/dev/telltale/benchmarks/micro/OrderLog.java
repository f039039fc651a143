package dev.telltale.benchmarks.micro;

import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The events that are logged: the same ones for everybody.
 */
final class OrderLog {

	private static final int FRAMES = 60;

	private final ch.qos.logback.classic.Logger logger;

	private final RuntimeException failure = new IllegalStateException("Order 42 cannot be paid", cause(FRAMES));

	OrderLog(String name) {
		this.logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
		this.logger.setLevel(Level.INFO);
	}

	ch.qos.logback.classic.Logger logger() {
		return this.logger;
	}

	/**
	 * Put what a request has in the MDC of the thread that calls.
	 */
	static void enterRequest() {
		MDC.setContextMap(Map.of("traceId", "0af7651916cd43dd8448eb211c80319c", "spanId", "b7ad6b7169203331", "tenant",
				"acme-europe"));
	}

	void order() {
		this.logger.info("Order {} of customer {} is accepted", "2026-000042", "c-1077");
	}

	void failure() {
		this.logger.info("Order {} of customer {} is refused", "2026-000042", "c-1077", this.failure);
	}

	private static RuntimeException cause(int frames) {
		return (frames > 0) ? cause(frames - 1) : new IllegalArgumentException("No such card");
	}

}
