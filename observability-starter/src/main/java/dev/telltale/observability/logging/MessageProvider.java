package dev.telltale.observability.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the message, also if there is none, and what was done to its line.
 */
class MessageProvider extends AbstractFieldJsonProvider<ILoggingEvent> {

	private final String suffix;

	/**
	 * Create a provider.
	 * @param suffix what follows each message
	 */
	MessageProvider(String suffix) {
		this.suffix = suffix;
		setFieldName(LogFieldNames.MESSAGE);
	}

	@Override
	public void writeTo(JsonGenerator generator, ILoggingEvent event) {
		String message = String.valueOf(event.getFormattedMessage());
		generator.writeStringProperty(getFieldName(), this.suffix.isEmpty() ? message : this.suffix + message);
	}

}
