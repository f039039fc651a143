package dev.telltale.observability.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.springframework.core.env.Environment;

/**
 * Boot's logging system for Logback, with JSON lines in place of its patterns.
 * <p>
 * Boot loads defaults only if the user has no Logback configuration, so backing off from
 * a {@code logback-spring.xml} costs nothing. The format that the user chose by
 * {@code logging.structured.format.*} is left alone. Lines that nobody reads from a
 * terminal are written by a thread of their own.
 */
class TelltaleLogbackLoggingSystem extends LogbackLoggingSystem {

	TelltaleLogbackLoggingSystem(ClassLoader classLoader) {
		super(classLoader);
	}

	@Override
	protected void loadDefaults(LoggingInitializationContext initializationContext, @Nullable LogFile logFile) {
		super.loadDefaults(initializationContext, logFile);
		Environment environment = initializationContext.getEnvironment();
		if (environment == null || !LogFormat.isEnabled(environment)) {
			return;
		}
		LoggingSettings settings = LoggingSettings.loadOrDefault(environment);
		LoggerContext context = getLoggerContext();
		context.addTurboFilter(new ReadableThrowableFilter());
		boolean consoleJson = LogFormat.isConsoleJson(environment);
		if (consoleJson) {
			useJson(context, "CONSOLE", environment, settings);
		}
		boolean fileJson = logFile != null && LogFormat.isFileJson(environment);
		if (fileJson) {
			useJson(context, "FILE", environment, settings);
		}
		if (consoleJson && (fileJson || logFile == null)) {
			// Nobody prints from which jar a frame came, which takes long to find out.
			context.setPackagingDataEnabled(false);
		}
		if (settings.properties().getAsync().isEnabled()) {
			if (!LogFormat.isTerminal()) {
				deliverAsynchronously(context, "CONSOLE", settings);
			}
			deliverAsynchronously(context, "FILE", settings);
		}
	}

	private static void useJson(LoggerContext context, String appenderName, Environment environment,
			LoggingSettings settings) {
		if (appender(context, appenderName) instanceof OutputStreamAppender<ILoggingEvent> appender) {
			Encoder<ILoggingEvent> previous = appender.getEncoder();
			appender.setEncoder(JsonEncoderFactory.create(context, environment, settings));
			previous.stop();
		}
	}

	private static void deliverAsynchronously(LoggerContext context, String appenderName, LoggingSettings settings) {
		if (appender(context, appenderName) instanceof OutputStreamAppender<ILoggingEvent> appender) {
			LogDelivery.replace(context, appender, settings.properties().getAsync());
		}
	}

	private static @Nullable Appender<ILoggingEvent> appender(LoggerContext context, String name) {
		return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(name);
	}

	/**
	 * The application has started: from now on logging must not wait.
	 */
	void writeAsynchronously() {
		LogDelivery.forEach(getLoggerContext(), AsyncLineAppender::writeAsynchronously);
	}

	/**
	 * The application has failed: what it still says must reach the console before the
	 * process ends.
	 */
	void writeDirectly() {
		LogDelivery.forEach(getLoggerContext(), AsyncLineAppender::writeDirectly);
	}

	@Override
	public void cleanUp() {
		LogDelivery.forEach(getLoggerContext(), AsyncLineAppender::flush);
		super.cleanUp();
	}

	private static LoggerContext getLoggerContext() {
		return (LoggerContext) LoggerFactory.getILoggerFactory();
	}

}
