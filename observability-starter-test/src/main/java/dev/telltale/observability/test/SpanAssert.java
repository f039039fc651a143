package dev.telltale.observability.test;

import java.util.Map;
import java.util.TreeMap;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on a span.
 */
public final class SpanAssert extends AbstractAssert<SpanAssert, SpanData> {

	private final Spans spans;

	SpanAssert(SpanData actual, Spans spans) {
		super(actual, SpanAssert.class);
		this.spans = spans;
	}

	/**
	 * Verify an attribute.
	 * @param key the key
	 * @param value the value, as text
	 * @return these assertions
	 */
	public SpanAssert withAttribute(String key, String value) {
		Assertions.assertThat(attributes()).as("attributes of %s", this.actual.getName()).containsEntry(key, value);
		return this;
	}

	/**
	 * Verify that there is no such attribute.
	 * @param key the key
	 * @return these assertions
	 */
	public SpanAssert withoutAttribute(String key) {
		Assertions.assertThat(attributes()).as("attributes of %s", this.actual.getName()).doesNotContainKey(key);
		return this;
	}

	/**
	 * Verify an attribute of the resource, such as {@code service.name}.
	 * @param key the key
	 * @param value the value, as text
	 * @return these assertions
	 */
	public SpanAssert withResourceAttribute(String key, String value) {
		Map<String, String> attributes = new TreeMap<>();
		this.actual.getResource().getAttributes().forEach((k, v) -> attributes.put(k.getKey(), String.valueOf(v)));
		Assertions.assertThat(attributes).as("resource of %s", this.actual.getName()).containsEntry(key, value);
		return this;
	}

	/**
	 * Verify the kind.
	 * @param kind the kind
	 * @return these assertions
	 */
	public SpanAssert withKind(SpanKind kind) {
		Assertions.assertThat(this.actual.getKind()).as("kind of %s", this.actual.getName()).isEqualTo(kind);
		return this;
	}

	/**
	 * Verify that the span began the trace.
	 * @return these assertions
	 */
	public SpanAssert isRoot() {
		Assertions.assertThat(SpanId.isValid(this.actual.getParentSpanId()))
			.as("%s has a parent", this.actual.getName())
			.isFalse();
		return this;
	}

	/**
	 * Verify the parent, which must have ended too.
	 * @param name the parent's name
	 * @return these assertions
	 */
	public SpanAssert withParent(String name) {
		Assertions.assertThat(this.spans.asList())
			.as("spans that ended, of which one '%s' must be the parent of %s", name, this.actual.getName())
			.anyMatch((span) -> span.getSpanId().equals(this.actual.getParentSpanId()) && span.getName().equals(name));
		return this;
	}

	/**
	 * Verify the trace.
	 * @param traceId the trace's id, 32 hexadecimal digits
	 * @return these assertions
	 */
	public SpanAssert withTraceId(String traceId) {
		Assertions.assertThat(this.actual.getTraceId()).as("trace of %s", this.actual.getName()).isEqualTo(traceId);
		return this;
	}

	/**
	 * Verify that the span failed.
	 * @return these assertions
	 */
	public SpanAssert withError() {
		Assertions.assertThat(this.actual.getStatus().getStatusCode())
			.as("status of %s", this.actual.getName())
			.isEqualTo(StatusData.error().getStatusCode());
		return this;
	}

	private Map<String, String> attributes() {
		Map<String, String> attributes = new TreeMap<>();
		this.actual.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), String.valueOf(value)));
		return attributes;
	}

}
