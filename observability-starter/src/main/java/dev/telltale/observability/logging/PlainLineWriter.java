package dev.telltale.observability.logging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

	private static final byte[] TIMESTAMP = ascii("{\"" + LogFieldNames.TIMESTAMP + "\":\"");

	private static final byte[] LEVEL = field(LogFieldNames.LEVEL);

	private static final byte[] LOGGER_NAME = field(LogFieldNames.LOGGER_NAME);

	private static final byte[] THREAD_NAME = field(LogFieldNames.THREAD_NAME);

	private static final byte[] MESSAGE = field(LogFieldNames.MESSAGE);

	private static final byte[] TRACE_ID = field(LogFieldNames.TRACE_ID);

	private static final byte[] SPAN_ID = field(LogFieldNames.SPAN_ID);

	private static final byte[] CORRELATION_ID = field(LogFieldNames.CORRELATION_ID);

	// Between two fields, between a name and its value, and behind the last one.
	private static final byte[] NEXT = ascii("\",\"");

	private static final byte[] VALUE = ascii("\":\"");

	private static final byte[] END = ascii("\"}\n");

	// Five fields, the service and the end. An id takes two, a field of the application
	// four.
	private static final int PIECES = 12;

	private static final int PIECES_OF_ENTRY = 4;

	private final Timestamp timestamp = new Timestamp();

	private final Limits limits;

	private final @Nullable SecretMask mask;

	private final int maxSize;

	private final byte @Nullable [] service;

	/**
	 * Create a writer.
	 * @param service the fields that are the same on every line
	 * @param limits how long values may be
	 * @param mask what makes secrets unreadable, or {@code null} if nothing is masked
	 * @param maxSize how long a line may be, in bytes
	 */
	PlainLineWriter(Map<String, String> service, Limits limits, @Nullable SecretMask mask, int maxSize) {
		this.limits = limits;
		this.mask = mask;
		this.maxSize = maxSize;
		boolean namesAreSecret = mask != null
				&& (mask.isSecret(LogFieldNames.CORRELATION_ID) || VOCABULARY.stream().anyMatch(mask::isSecret));
		this.service = namesAreSecret ? null : service(service);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] field(String name) {
		return ascii("\",\"" + name + "\":\"");
	}

	/**
	 * Return the fields that are the same on every line, or {@code null} if they need the
	 * general encoder.
	 */
	private byte @Nullable [] service(Map<String, String> service) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Map.Entry<String, String> field : service.entrySet()) {
			String value = field.getValue();
			byte[] escaped = PlainLine.escape((this.mask != null) ? this.mask.mask(value) : value);
			if (escaped == null || value.length() > this.limits.value()) {
				return null;
			}
			bytes.writeBytes(field(field.getKey()));
			bytes.writeBytes(escaped);
		}
		return bytes.toByteArray();
	}

	/**
	 * Return the line of an event.
	 * @param event the event
	 * @return its line, or {@code null} if it needs the general encoder
	 */
	@Nullable Line line(ILoggingEvent event) {
		if (this.service == null || !isPlain(event)) {
			return null;
		}
		Map<String, String> mdc = event.getMDCPropertyMap();
		PlainLine line = new PlainLine(PIECES + PIECES_OF_ENTRY * mdc.size());
		line.add(TIMESTAMP);
		line.addPlain(this.timestamp.of(event));
		line.add(LEVEL);
		line.addPlain(event.getLevel().toString());
		add(line, LOGGER_NAME, event.getLoggerName());
		add(line, THREAD_NAME, event.getThreadName());
		add(line, MESSAGE, String.valueOf(event.getFormattedMessage()));
		line.add(this.service);
		if (!mdc.isEmpty()) {
			addId(line, TRACE_ID, mdc.get(CorrelationProvider.MDC_TRACE_ID));
			addId(line, SPAN_ID, mdc.get(CorrelationProvider.MDC_SPAN_ID));
			addId(line, CORRELATION_ID, mdc.get(LogFieldNames.CORRELATION_ID));
			mdc.forEach((name, value) -> addOwn(line, name, value));
		}
		line.add(END);
		return (line.isRefused() || line.size() > this.maxSize) ? null : line;
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

	private void addId(PlainLine line, byte[] field, @Nullable String id) {
		if (id != null && !id.isEmpty()) {
			add(line, field, id);
		}
	}

	private void addOwn(PlainLine line, @Nullable String name, @Nullable String value) {
		if (name == null || value == null || CorrelationProvider.isId(name)) {
			return;
		}
		if (VOCABULARY.contains(name) || name.length() > MAX_NAME_LENGTH) {
			line.refuse();
			return;
		}
		line.add(NEXT);
		addText(line, name, Characters.kinds(name));
		boolean secret = this.mask != null && this.mask.isSecret(name);
		add(line, VALUE, secret ? SecretMask.MASK : value);
	}

	private void add(PlainLine line, byte[] opening, @Nullable String value) {
		if (value == null || value.length() > this.limits.value()) {
			line.refuse();
			return;
		}
		int kinds = Characters.kinds(value);
		line.add(opening);
		addText(line, (this.mask != null) ? this.mask.mask(value, kinds) : value, kinds);
	}

	private static void addText(PlainLine line, String text, int kinds) {
		if ((kinds & Characters.ESCAPED) == 0) {
			line.addPlain(text);
			return;
		}
		byte[] escaped = PlainLine.escape(text);
		if (escaped != null) {
			line.add(escaped);
		}
		else {
			line.refuse();
		}
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
