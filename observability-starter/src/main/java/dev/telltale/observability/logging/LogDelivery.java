package dev.telltale.observability.logging;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;

/**
 * Puts asynchronous appenders in the place of Boot's, with the same names, encoders,
 * filters and rolling policy.
 */
final class LogDelivery {

	private static final LongAdder dropped = new LongAdder();

	private LogDelivery() {
	}

	/**
	 * Return how many events were lost since the process started.
	 * @return the number of events
	 */
	static long dropped() {
		return dropped.sum();
	}

	static void replace(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender,
			LoggingProperties.Async properties) {
		Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
		LineSink sink;
		if (appender instanceof RollingFileAppender<ILoggingEvent> fileAppender
				&& fileAppender.getRollingPolicy() instanceof RollingPolicyBase policy) {
			root.detachAppender(appender);
			sink = file(context, fileAppender, policy);
		}
		else if (appender instanceof ConsoleAppender<ILoggingEvent>) {
			root.detachAppender(appender);
			sink = new ConsoleSink();
		}
		else {
			return;
		}
		AsyncLineAppender replacement = new AsyncLineAppender(appender.getEncoder(), sink,
				properties.getQueueSize().toBytes(), properties.getFlushTimeout(), dropped);
		replacement.setContext(context);
		replacement.setName(appender.getName());
		appender.getCopyOfAttachedFiltersList().forEach(replacement::addFilter);
		replacement.start();
		root.addAppender(replacement);
	}

	private static LineSink file(LoggerContext context, RollingFileAppender<ILoggingEvent> appender,
			RollingPolicyBase policy) {
		String file = appender.rawFileProperty();
		appender.stop();
		FileSink sink = new FileSink();
		sink.setFile(file);
		policy.setParent(sink);
		sink.setRollingPolicy(policy);
		policy.start();
		LinePassingEncoder encoder = new LinePassingEncoder();
		encoder.setContext(context);
		encoder.start();
		sink.setContext(context);
		sink.setName(appender.getName());
		sink.setEncoder(encoder);
		sink.start();
		return sink;
	}

	static void forEach(LoggerContext context, Consumer<AsyncLineAppender> action) {
		context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining((appender) -> {
			if (appender instanceof AsyncLineAppender asynchronous) {
				action.accept(asynchronous);
			}
		});
	}

}
