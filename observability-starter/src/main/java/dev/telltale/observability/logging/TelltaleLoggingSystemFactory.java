package dev.telltale.observability.logging;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/**
 * Puts Telltale's logging system before Boot's own for Logback.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1000)
class TelltaleLoggingSystemFactory implements LoggingSystemFactory {

	private static final boolean PRESENT = isPresent("ch.qos.logback.classic.LoggerContext")
			&& isPresent("net.logstash.logback.encoder.LogstashEncoder");

	@Override
	public @Nullable LoggingSystem getLoggingSystem(ClassLoader classLoader) {
		return PRESENT ? new TelltaleLogbackLoggingSystem(classLoader) : null;
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, TelltaleLoggingSystemFactory.class.getClassLoader());
	}

}
