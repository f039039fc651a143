package dev.telltale.benchmarks.micro;

import java.util.List;
import java.util.Locale;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The ways to write a line that are compared.
 */
public enum LogLine {

	/** Telltale's JSON, as it is without any setting. */
	TELLTALE("telltale.logging.async.enabled=false", "telltale.logging.console-format=json"),

	/** Telltale's JSON without masking. */
	TELLTALE_UNMASKED("telltale.logging.async.enabled=false", "telltale.logging.console-format=json",
			"telltale.logging.masking.enabled=false"),

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
		return Services.start(WebApplicationType.NONE, Services.Empty.class, this.properties);
	}

	/**
	 * Return the encoder of the service that was started.
	 * @return the encoder
	 */
	Encoder<ILoggingEvent> encoder() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		if (this != NOTHING) {
			return console(context);
		}
		Encoder<ILoggingEvent> encoder = new NothingEncoder();
		encoder.setContext(context);
		encoder.start();
		return encoder;
	}

	private static Encoder<ILoggingEvent> console(LoggerContext context) {
		if (context.getLogger(Logger.ROOT_LOGGER_NAME)
			.getAppender("CONSOLE") instanceof OutputStreamAppender<ILoggingEvent> appender) {
			return appender.getEncoder();
		}
		throw new IllegalStateException("The service has no appender called CONSOLE that writes to a stream");
	}

	private static final class NothingEncoder extends EncoderBase<ILoggingEvent> {

		private static final byte[] NOTHING = new byte[0];

		@Override
		public byte[] headerBytes() {
			return NOTHING;
		}

		@Override
		public byte[] encode(ILoggingEvent event) {
			return NOTHING;
		}

		@Override
		public byte[] footerBytes() {
			return NOTHING;
		}

	}

}
