package dev.telltale.observability.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * The settings of {@code telltale.logging}, checked.
 *
 * @param properties the properties
 * @param mask what makes secrets unreadable, or {@code null} if nothing is masked
 */
record LoggingSettings(LoggingProperties properties, @Nullable SecretMask mask) {

	private static final String PREFIX = "telltale.logging";

	private static final int MIN_LENGTH = 256;

	private static final DataSize MIN_LINE_SIZE = DataSize.ofKilobytes(8);

	private static final DataSize MIN_QUEUE_SIZE = DataSize.ofKilobytes(64);

	private static final DataSize MAX_SIZE = DataSize.ofGigabytes(1);

	/**
	 * Read and check the settings.
	 * @param environment the environment
	 * @return the settings
	 * @throws RuntimeException if one is not valid, with the property that is to blame
	 */
	static LoggingSettings load(Environment environment) {
		LoggingProperties properties = Binder.get(environment).bindOrCreate(PREFIX, LoggingProperties.class);
		checkAtLeast("max-message-length", properties.getMaxMessageLength(), MIN_LENGTH);
		checkBetween("max-line-size", properties.getMaxLineSize(), MIN_LINE_SIZE);
		checkAtLeast("stack-trace.max-frames", properties.getStackTrace().getMaxFrames(), 1);
		checkAtLeast("stack-trace.max-length", properties.getStackTrace().getMaxLength(), MIN_LENGTH);
		checkBetween("async.queue-size", properties.getAsync().getQueueSize(), MIN_QUEUE_SIZE);
		Duration flushTimeout = properties.getAsync().getFlushTimeout();
		if (flushTimeout.isNegative()) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".async.flush-timeout", flushTimeout,
					"Must not be negative");
		}
		LoggingProperties.Masking masking = properties.getMasking();
		List<Pattern> patterns = compile(masking.getPatterns());
		return new LoggingSettings(properties,
				masking.isEnabled() ? new SecretMask(masking.getKeys(), patterns) : null);
	}

	/**
	 * Read the settings, or fall back to the defaults while the logging system starts,
	 * for a failure would then be reported as a bare stack trace.
	 * @param environment the environment
	 * @return the settings
	 */
	static LoggingSettings loadOrDefault(Environment environment) {
		try {
			return load(environment);
		}
		catch (RuntimeException ex) {
			LoggingProperties properties = new LoggingProperties();
			return new LoggingSettings(properties, new SecretMask(properties.getMasking().getKeys(), List.of()));
		}
	}

	private static List<Pattern> compile(List<String> expressions) {
		List<Pattern> patterns = new ArrayList<>();
		for (int i = 0; i < expressions.size(); i++) {
			String property = PREFIX + ".masking.patterns[" + i + "]";
			String expression = expressions.get(i);
			try {
				patterns.add(Pattern.compile(expression));
			}
			catch (PatternSyntaxException ex) {
				throw new InvalidConfigurationPropertyValueException(property, expression,
						"Must be a regular expression in RE2's syntax, which knows neither look-around nor "
								+ "back-references, for it takes linear time: " + ex.getMessage());
			}
			if (patterns.get(i).matches("")) {
				throw new InvalidConfigurationPropertyValueException(property, expression,
						"Must not match the empty text, which is everywhere");
			}
		}
		return patterns;
	}

	private static void checkAtLeast(String property, int value, int minimum) {
		if (value < minimum) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "." + property, value,
					"Must be at least " + minimum);
		}
	}

	private static void checkBetween(String property, DataSize value, DataSize minimum) {
		if (value.compareTo(minimum) < 0 || value.compareTo(MAX_SIZE) > 0) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "." + property, value,
					"Must be between " + minimum.toKilobytes() + "KB and " + MAX_SIZE.toGigabytes() + "GB");
		}
	}

}
