package dev.telltale.observability.logging;

import java.util.List;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractJsonProvider;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.composite.loggingevent.ArgumentsJsonProvider;
import net.logstash.logback.composite.loggingevent.KeyValuePairsJsonProvider;
import net.logstash.logback.composite.loggingevent.LogstashMarkersJsonProvider;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the fields that the application added: its MDC, key-value pairs, structured
 * arguments and markers.
 */
class ApplicationFieldsProvider extends AbstractJsonProvider<ILoggingEvent> {

	private final List<JsonProvider<ILoggingEvent>> providers = List.of(mdc(), new KeyValuePairsJsonProvider(),
			new ArgumentsJsonProvider(), new LogstashMarkersJsonProvider());

	private static MdcJsonProvider mdc() {
		MdcJsonProvider mdc = new MdcJsonProvider();
		mdc.addExcludeMdcKeyName(CorrelationProvider.MDC_TRACE_ID);
		mdc.addExcludeMdcKeyName(CorrelationProvider.MDC_SPAN_ID);
		mdc.addExcludeMdcKeyName(LogFieldNames.CORRELATION_ID);
		return mdc;
	}

	@Override
	public void start() {
		this.providers.forEach((provider) -> {
			provider.setContext(getContext());
			provider.start();
		});
		super.start();
	}

	@Override
	public void stop() {
		super.stop();
		this.providers.forEach(JsonProvider::stop);
	}

	@Override
	public void writeTo(JsonGenerator generator, ILoggingEvent event) {
		try {
			for (JsonProvider<ILoggingEvent> provider : this.providers) {
				provider.writeTo(generator, event);
			}
		}
		catch (StackOverflowError ex) {
			// The encoder throws a generator away that failed, but only by an exception.
			throw new IllegalStateException("A value contains itself", ex);
		}
	}

}
