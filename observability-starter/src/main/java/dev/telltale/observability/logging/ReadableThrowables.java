package dev.telltale.observability.logging;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for throwables that cannot be read: whose {@code getMessage()},
 * {@code toString()} or {@code getCause()} throws. Whoever logs or records one of them
 * would fail, and the request with it. Thread-safe.
 */
public final class ReadableThrowables {

	// Chains of causes may be circular.
	private static final int MAX_THROWABLES = 64;

	private ReadableThrowables() {
	}

	/**
	 * Return a throwable that can be read.
	 * @param throwable the throwable
	 * @return the same if it and its causes can be read, otherwise one that tells their
	 * classes, their stack traces and what else can be read
	 */
	public static Throwable readable(Throwable throwable) {
		return (countReadable(throwable, MAX_THROWABLES) >= 0) ? throwable : copy(throwable, MAX_THROWABLES);
	}

	/**
	 * Read a throwable as those do who print it.
	 * @return how many more may be read, or -1 if one cannot be
	 */
	private static int countReadable(Throwable throwable, int budget) {
		int left = budget;
		try {
			for (Throwable current = throwable; current != null && left > 0; current = current.getCause()) {
				left--;
				current.getMessage();
				current.toString();
				for (Throwable suppressed : current.getSuppressed()) {
					left = (left >= 0) ? countReadable(suppressed, left) : left;
				}
				if (left < 0) {
					return -1;
				}
			}
			return left;
		}
		catch (Throwable ex) {
			return -1;
		}
	}

	private static Throwable copy(Throwable throwable, int budget) {
		Throwable cause = cause(throwable);
		return new Unreadable(describe(throwable), (cause != null && budget > 1) ? copy(cause, budget - 1) : null,
				stackTrace(throwable));
	}

	private static String describe(Throwable throwable) {
		try {
			return throwable.toString();
		}
		catch (Throwable ex) {
			return throwable.getClass().getName() + ": (its message cannot be read: " + ex.getClass().getName() + ")";
		}
	}

	private static @Nullable Throwable cause(Throwable throwable) {
		try {
			return throwable.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static StackTraceElement[] stackTrace(Throwable throwable) {
		try {
			return throwable.getStackTrace();
		}
		catch (Throwable ex) {
			return new StackTraceElement[0];
		}
	}

	private static final class Unreadable extends Exception {

		private static final long serialVersionUID = 1L;

		Unreadable(String message, @Nullable Throwable cause, StackTraceElement[] stackTrace) {
			super(message, cause);
			setStackTrace(stackTrace);
		}

	}

}
