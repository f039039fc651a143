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
 * a {@code logback-spring.xml} costs nothing. An appender whose format the user chose by
 * {@code logging.structured.format.*} is left alone.
 */
class TelltaleLogbackLoggingSystem extends LogbackLoggingSystem {

	TelltaleLogbackLoggingSystem(ClassLoader classLoader) {
		super(classLoader);
	}

	@Override
	protected void loadDefaults(LoggingInitializationContext initializationContext, @Nullable LogFile logFile) {
		super.loadDefaults(initializationContext, logFile);
		Environment environment = initializationContext.getEnvironment();
		if (environment == null) {
			return;
		}
		if (LogFormat.isConsoleJson(environment)) {
			useJson("CONSOLE", environment);
		}
		if (logFile != null && LogFormat.isFileJson(environment)) {
			useJson("FILE", environment);
		}
	}

	private void useJson(String appenderName, Environment environment) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		Appender<ILoggingEvent> appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(appenderName);
		if (appender instanceof OutputStreamAppender<ILoggingEvent> outputAppender) {
			Encoder<ILoggingEvent> previous = outputAppender.getEncoder();
			outputAppender.setEncoder(JsonEncoderFactory.create(context, environment));
			previous.stop();
		}
	}

}
