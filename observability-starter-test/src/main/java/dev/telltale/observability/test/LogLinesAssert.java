package dev.telltale.observability.test;

import java.util.List;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/**
 * Assertions on {@link LogLines}.
 */
public final class LogLinesAssert extends AbstractAssert<LogLinesAssert, LogLines> {

	LogLinesAssert(LogLines actual) {
		super(actual, LogLinesAssert.class);
	}

	/**
	 * Verify that there is a line with a message.
	 * @param message what the message contains
	 * @return assertions on the last such line
	 */
	public LogLineAssert hasLine(String message) {
		isNotNull();
		List<JsonNode> found = withMessage(message);
		if (found.isEmpty()) {
			failWithMessage("Expecting a log line with message '%s', but the messages are %s", message,
					this.actual.objects().stream().map((line) -> line.path("message").asString("")).toList());
		}
		return new LogLineAssert(found.get(found.size() - 1));
	}

	/**
	 * Verify that there is no line with a message.
	 * @param message what no message contains
	 * @return these assertions
	 */
	public LogLinesAssert doesNotHaveLine(String message) {
		isNotNull();
		List<JsonNode> found = withMessage(message);
		if (!found.isEmpty()) {
			failWithMessage("Expecting no log line with message '%s', but there is %s", message, found.get(0));
		}
		return this;
	}

	/**
	 * Verify that every line is a JSON object of its own.
	 * @return these assertions
	 */
	public LogLinesAssert areAllJson() {
		isNotNull();
		Assertions.assertThat(this.actual.others()).as("lines that are no JSON object").isEmpty();
		return this;
	}

	/**
	 * Verify that no line contains a text, in any field.
	 * @param text the text, such as a password
	 * @return these assertions
	 */
	public LogLinesAssert nowhereContain(String text) {
		isNotNull();
		Assertions.assertThat(this.actual.objects())
			.as("lines that contain the text")
			.noneMatch((line) -> line.toString().contains(text));
		Assertions.assertThat(this.actual.others())
			.as("lines that contain the text")
			.noneMatch((line) -> line.contains(text));
		return this;
	}

	private List<JsonNode> withMessage(String message) {
		return this.actual.objects()
			.stream()
			.filter((line) -> line.path("message").asString("").contains(message))
			.toList();
	}

}
