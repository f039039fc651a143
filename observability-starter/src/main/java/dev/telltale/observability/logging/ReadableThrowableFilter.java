package dev.telltale.observability.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.DefaultLoggingEvent;
import org.slf4j.event.LoggingEvent;

/**
 * Logs a throwable that cannot be read by what can be read of it. Logback itself reads it
 * while the event is made, before any appender could help, and throws into the code that
 * logs. Thread-safe.
 */
class ReadableThrowableFilter extends TurboFilter {

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable throwable) {
		Throwable given = (throwable != null) ? throwable : lastOf(params);
		if (given == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
			return FilterReply.NEUTRAL;
		}
		Throwable readable = ReadableThrowables.readable(given);
		if (readable == given) {
			return FilterReply.NEUTRAL;
		}
		logger.log(marker, Logger.FQCN, Level.toLocationAwareLoggerInteger(level), format, params, readable);
		return FilterReply.DENY;
	}

	@Override
	public FilterReply decide(Logger logger, LoggingEvent event) {
		if (event.getThrowable() != null && event instanceof DefaultLoggingEvent changeable) {
			changeable.setThrowable(ReadableThrowables.readable(event.getThrowable()));
		}
		return FilterReply.NEUTRAL;
	}

	private static @Nullable Throwable lastOf(Object @Nullable [] params) {
		return (params != null && params.length > 0 && params[params.length - 1] instanceof Throwable last) ? last
				: null;
	}

}
