package dev.telltale.observability.tracing;

import dev.telltale.observability.logging.LogFieldNames;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The correlation id of the current thread, which is kept in the MDC and nowhere else, so
 * that log lines and outgoing calls cannot differ.
 */
final class CorrelationId {

	/** The key in Reactor's context and in context snapshots. */
	static final String KEY = "telltale.correlation-id";

	private static final int MAX_LENGTH = 128;

	private CorrelationId() {
	}

	/**
	 * Return whether an id from outside may go into logs, headers and other services.
	 * @param id the id, or {@code null}
	 * @return whether it is well-formed
	 */
	static boolean isWellFormed(@Nullable String id) {
		if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
			return false;
		}
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			boolean allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= ':') || c == '-'
					|| c == '.' || c == '_';
			if (!allowed) {
				return false;
			}
		}
		return true;
	}

	static @Nullable String current() {
		return MDC.get(LogFieldNames.CORRELATION_ID);
	}

	static void set(String id) {
		MDC.put(LogFieldNames.CORRELATION_ID, id);
	}

	static void clear() {
		MDC.remove(LogFieldNames.CORRELATION_ID);
	}

	/**
	 * Carries the id to other threads and along Reactor's chains.
	 */
	static final class Accessor implements ThreadLocalAccessor<String> {

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public @Nullable String getValue() {
			return current();
		}

		@Override
		public void setValue(String id) {
			set(id);
		}

		@Override
		public void setValue() {
			clear();
		}

	}

}
