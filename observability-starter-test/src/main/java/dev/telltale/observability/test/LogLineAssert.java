package dev.telltale.observability.test;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/**
 * Assertions on a line of the log.
 */
public final class LogLineAssert extends AbstractAssert<LogLineAssert, JsonNode> {

	LogLineAssert(JsonNode actual) {
		super(actual, LogLineAssert.class);
	}

	/**
	 * Verify a field.
	 * @param name the name
	 * @param value the value, as text
	 * @return these assertions
	 */
	public LogLineAssert withField(String name, String value) {
		withField(name);
		Assertions.assertThat(this.actual.get(name).asString(this.actual.get(name).toString()))
			.as("field '%s' of %s", name, this.actual)
			.isEqualTo(value);
		return this;
	}

	/**
	 * Verify that there is a field.
	 * @param name the name
	 * @return these assertions
	 */
	public LogLineAssert withField(String name) {
		Assertions.assertThat(this.actual.has(name)).as("%s has field '%s'", this.actual, name).isTrue();
		return this;
	}

	/**
	 * Verify that there is no such field.
	 * @param name the name
	 * @return these assertions
	 */
	public LogLineAssert withoutField(String name) {
		Assertions.assertThat(this.actual.has(name)).as("%s has field '%s'", this.actual, name).isFalse();
		return this;
	}

	/**
	 * Verify the level.
	 * @param level the level, such as {@code WARN}
	 * @return these assertions
	 */
	public LogLineAssert withLevel(String level) {
		return withField("level", level);
	}

}
