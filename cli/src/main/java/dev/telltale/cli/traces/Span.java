package dev.telltale.cli.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One span as a service reported it. Immutable.
 *
 * @param traceId the id of its trace, 32 lower-case hexadecimal digits
 * @param id its id, 16 lower-case hexadecimal digits
 * @param parentId the id of the span that caused it, or {@code null} if it began the
 * trace
 * @param service the {@code service.name} of its resource
 * @param name its name
 * @param kind its kind
 * @param start when it began
 * @param duration how long it took; zero if that is not known
 * @param error what went wrong, empty if that was not said, or {@code null} if it did not
 * end in an error
 * @param attributes its attributes; values that are not text are written as JSON
 * @param context what is worth knowing of its resource, its scope, its links and of what
 * the sender dropped
 * @param events its events, in the order they were sent
 */
public record Span(String traceId, String id, @Nullable String parentId, String service, String name, Kind kind,
		Instant start, Duration duration, @Nullable String error, Map<String, String> attributes,
		Map<String, String> context, List<Event> events) {

	private static final int WEIGHT_OF_SPAN = 600;

	// Without the key, which spans share.
	private static final int WEIGHT_OF_ENTRY = 70;

	/**
	 * Create a span.
	 * @param traceId the id of its trace, 32 lower-case hexadecimal digits
	 * @param id its id, 16 lower-case hexadecimal digits
	 * @param parentId the id of the span that caused it, or {@code null} if it began the
	 * trace
	 * @param service the {@code service.name} of its resource
	 * @param name its name
	 * @param kind its kind
	 * @param start when it began
	 * @param duration how long it took; zero if that is not known
	 * @param error what went wrong, empty if that was not said, or {@code null} if it did
	 * not end in an error
	 * @param attributes its attributes; values that are not text are written as JSON
	 * @param context what is worth knowing of its resource, its scope, its links and of
	 * what the sender dropped
	 * @param events its events, in the order they were sent
	 */
	public Span {
		attributes = Map.copyOf(attributes);
		context = Map.copyOf(context);
		events = List.copyOf(events);
	}

	/**
	 * Return whether it ended in an error.
	 * @return whether it did
	 */
	public boolean isError() {
		return this.error != null;
	}

	/**
	 * Return roughly how much memory it takes.
	 * @return the bytes
	 */
	int weight() {
		int weight = WEIGHT_OF_SPAN + this.service.length() + this.name.length();
		weight += (this.error != null) ? this.error.length() : 0;
		weight += weight(this.attributes) + weight(this.context);
		for (Event event : this.events) {
			weight += WEIGHT_OF_ENTRY + event.name().length() + weight(event.attributes());
		}
		return weight;
	}

	private static int weight(Map<String, String> texts) {
		int weight = 0;
		for (String text : texts.values()) {
			weight += WEIGHT_OF_ENTRY + text.length();
		}
		return weight;
	}

	/**
	 * What a span stands for.
	 */
	public enum Kind {

		/** Work inside a service. */
		INTERNAL,

		/** The serving of a request. */
		SERVER,

		/** A request to another service. */
		CLIENT,

		/** The sending of a message. */
		PRODUCER,

		/** The handling of a message. */
		CONSUMER

	}

	/**
	 * Something that happened during a span.
	 *
	 * @param time when it happened
	 * @param name its name
	 * @param attributes its attributes; values that are not text are written as JSON
	 */
	public record Event(Instant time, String name, Map<String, String> attributes) {

		/**
		 * Create an event.
		 * @param time when it happened
		 * @param name its name
		 * @param attributes its attributes; values that are not text are written as JSON
		 */
		public Event {
			attributes = Map.copyOf(attributes);
		}

	}

}
