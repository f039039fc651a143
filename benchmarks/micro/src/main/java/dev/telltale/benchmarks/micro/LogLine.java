package dev.telltale.benchmarks.micro;

import java.util.List;
import java.util.Locale;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.helpers.NOPAppender;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The ways to write a line that are compared.
 */
public enum LogLine {

	/** Telltale's JSON, as it is without any setting: written by a thread of its own. */
	TELLTALE("telltale.logging.console-format=json"),

	/** The same, written by the thread that logs. */
	TELLTALE_DIRECT("telltale.logging.console-format=json", "telltale.logging.async.enabled=false"),

	/** Telltale's JSON without masking. */
	TELLTALE_UNMASKED("telltale.logging.console-format=json", "telltale.logging.masking.enabled=false"),

	/**
	 * The encoder that Telltale's is made of, as it is in a configuration of one's own.
	 */
	LOGSTASH_ENCODER("telltale.logging.enabled=false", "logging.config=classpath:logstash-encoder.xml"),

	/** Spring Boot's own JSON, in the format of Logstash. */
	BOOT_STRUCTURED("telltale.logging.enabled=false", "logging.structured.format.console=logstash"),

	/** Spring Boot's own text. */
	BOOT_PATTERN("telltale.logging.enabled=false"),

	/** Nothing: what making the event and handing it over costs. */
	NOTHING("telltale.logging.enabled=false");

	private final List<String> properties;

	LogLine(String... properties) {
		this.properties = List.of(properties);
	}

	String title() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Start a service that writes lines this way.
	 * @return its context
	 */
	ConfigurableApplicationContext start() {
		ConfigurableApplicationContext service = Services.start(WebApplicationType.NONE, Services.Complete.class,
				this.properties);
		if (this == NOTHING) {
			LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
			Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
			root.detachAndStopAllAppenders();
			NOPAppender<ILoggingEvent> appender = new NOPAppender<>();
			appender.setContext(context);
			appender.start();
			root.addAppender(appender);
		}
		return service;
	}

}
