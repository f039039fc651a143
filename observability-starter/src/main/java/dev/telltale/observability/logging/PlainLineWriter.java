package dev.telltale.observability.logging;

import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of events that have nothing but a message and an MDC, which nearly all
 * are, without the general encoder's generators: the same lines in a fraction of the
 * time. All that is rare is left to that encoder: throwables, structured arguments,
 * markers, key-value pairs, names that are taken and values that are too long.
 * Thread-safe.
 */
final class PlainLineWriter {

	private static final Set<String> VOCABULARY = Set.of(LogFieldNames.TIMESTAMP, LogFieldNames.LEVEL,
			LogFieldNames.LOGGER_NAME, LogFieldNames.THREAD_NAME, LogFieldNames.MESSAGE, LogFieldNames.SERVICE_NAME,
			LogFieldNames.SERVICE_VERSION, LogFieldNames.ENVIRONMENT, LogFieldNames.TRACE_ID, LogFieldNames.SPAN_ID,
			LogFieldNames.STACK_TRACE, LogFieldNames.STACK_HASH);

	private static final int MAX_NAME_LENGTH = 64;

	private final Timestamp timestamp = new Timestamp();

	private final List<Map.Entry<String, String>> service;

	private final Limits limits;

	private final @Nullable SecretMask mask;

	private final int maxSize;

	private final boolean namesAreSecret;

	/**
	 * Create a writer.
	 * @param service the fields that are the same on every line
	 * @param limits how long values may be
	 * @param mask what makes secrets unreadable, or {@code null} if nothing is masked
	 * @param maxSize how long a line may be, in bytes
	 */
	PlainLineWriter(Map<String, String> service, Limits limits, @Nullable SecretMask mask, int maxSize) {
		this.service = List.copyOf(service.entrySet());
		this.limits = limits;
		this.mask = mask;
		this.maxSize = maxSize;
		this.namesAreSecret = mask != null
				&& (mask.isSecret(LogFieldNames.CORRELATION_ID) || VOCABULARY.stream().anyMatch(mask::isSecret));
	}

	/**
	 * Write an event.
	 * @param event the event
	 * @return its line, or {@code null} if it needs the general encoder
	 */
	byte @Nullable [] write(ILoggingEvent event) {
		if (this.namesAreSecret || !isPlain(event)) {
			return null;
		}
		Map<String, String> mdc = event.getMDCPropertyMap();
		PlainLine line = new PlainLine(5 + this.service.size() + mdc.size());
		boolean written = add(line, LogFieldNames.TIMESTAMP, this.timestamp.of(event))
				&& add(line, LogFieldNames.LEVEL, event.getLevel().toString())
				&& add(line, LogFieldNames.LOGGER_NAME, event.getLoggerName())
				&& add(line, LogFieldNames.THREAD_NAME, event.getThreadName())
				&& add(line, LogFieldNames.MESSAGE, String.valueOf(event.getFormattedMessage())) && addService(line)
				&& addId(line, LogFieldNames.TRACE_ID, mdc.get(CorrelationProvider.MDC_TRACE_ID))
				&& addId(line, LogFieldNames.SPAN_ID, mdc.get(CorrelationProvider.MDC_SPAN_ID))
				&& addId(line, LogFieldNames.CORRELATION_ID, mdc.get(LogFieldNames.CORRELATION_ID))
				&& addOwn(line, mdc);
		return (written && line.size() <= this.maxSize) ? line.toByteArray() : null;
	}

	private static boolean isPlain(ILoggingEvent event) {
		if (event.getThrowableProxy() != null || isNotEmpty(event.getMarkerList())
				|| isNotEmpty(event.getKeyValuePairs())) {
			return false;
		}
		Object[] arguments = event.getArgumentArray();
		if (arguments != null) {
			for (Object argument : arguments) {
				if (argument instanceof StructuredArgument) {
					return false;
				}
			}
		}
		return true;
	}

	private static boolean isNotEmpty(@Nullable List<?> list) {
		return list != null && !list.isEmpty();
	}

	private boolean addService(PlainLine line) {
		for (int i = 0; i < this.service.size(); i++) {
			Map.Entry<String, String> field = this.service.get(i);
			if (!add(line, field.getKey(), field.getValue())) {
				return false;
			}
		}
		return true;
	}

	private boolean addId(PlainLine line, String name, @Nullable String id) {
		return id == null || id.isEmpty() || add(line, name, id);
	}

	private boolean addOwn(PlainLine line, Map<String, String> mdc) {
		for (Map.Entry<String, String> entry : mdc.entrySet()) {
			String name = entry.getKey();
			String value = entry.getValue();
			boolean skipped = name == null || value == null || CorrelationProvider.isId(name);
			if (!skipped && !addOwn(line, name, value)) {
				return false;
			}
		}
		return true;
	}

	private boolean addOwn(PlainLine line, String name, String value) {
		if (VOCABULARY.contains(name) || name.length() > MAX_NAME_LENGTH) {
			return false;
		}
		return (this.mask != null && this.mask.isSecret(name)) ? line.add(name, SecretMask.MASK)
				: add(line, name, value);
	}

	private boolean add(PlainLine line, String name, @Nullable String value) {
		if (value == null || value.length() > this.limits.value()) {
			return false;
		}
		return line.add(name, (this.mask != null) ? this.mask.mask(value) : value);
	}

	/**
	 * The encoder's own formatter, which knows the zone and remembers the hour.
	 */
	private static final class Timestamp extends LoggingEventFormattedTimestampJsonProvider {

		String of(ILoggingEvent event) {
			return getFormattedTimestamp(event);
		}

	}

}
