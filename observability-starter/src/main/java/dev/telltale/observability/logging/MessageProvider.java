package dev.telltale.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the message, also if there is none, and what was done to its line.
 */
class MessageProvider extends AbstractFieldJsonProvider<ILoggingEvent> {

	private final String prefix;

	/**
	 * Create a provider.
	 * @param prefix what precedes each message
	 */
	MessageProvider(String prefix) {
		this.prefix = prefix;
		setFieldName(LogFieldNames.MESSAGE);
	}

	@Override
	public void writeTo(JsonGenerator generator, ILoggingEvent event) {
		String message = String.valueOf(event.getFormattedMessage());
		generator.writeStringProperty(getFieldName(), this.prefix.isEmpty() ? message : this.prefix + message);
	}

}
