package dev.telltale.observability.logging;

import java.util.Map;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the ids that tie a line to its trace and to what else belongs together.
 */
class CorrelationProvider extends AbstractJsonProvider<ILoggingEvent> {

	/** Where Micrometer Tracing puts the trace's id. */
	static final String MDC_TRACE_ID = "traceId";

	/** Where Micrometer Tracing puts the span's id. */
	static final String MDC_SPAN_ID = "spanId";

	/**
	 * Return whether an entry of the MDC is one of the ids.
	 * @param key the entry's key
	 * @return whether it is
	 */
	static boolean isId(String key) {
		return key.equals(MDC_TRACE_ID) || key.equals(MDC_SPAN_ID) || key.equals(LogFieldNames.CORRELATION_ID);
	}

	@Override
	public void writeTo(JsonGenerator generator, ILoggingEvent event) {
		Map<String, String> mdc = event.getMDCPropertyMap();
		write(generator, LogFieldNames.TRACE_ID, mdc.get(MDC_TRACE_ID));
		write(generator, LogFieldNames.SPAN_ID, mdc.get(MDC_SPAN_ID));
		write(generator, LogFieldNames.CORRELATION_ID, mdc.get(LogFieldNames.CORRELATION_ID));
	}

	private static void write(JsonGenerator generator, String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			generator.writeStringProperty(name, value);
		}
	}

}
