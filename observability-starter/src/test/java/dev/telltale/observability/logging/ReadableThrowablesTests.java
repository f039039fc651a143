package dev.telltale.observability.logging;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReadableThrowables}.
 */
class ReadableThrowablesTests {

	@Test
	void leavesWhatCanBeReadAsItIs() {
		Exception exception = new IllegalStateException("outer", new IllegalArgumentException("inner"));
		exception.addSuppressed(new IllegalStateException());
		assertThat(ReadableThrowables.readable(exception)).isSameAs(exception);
	}

	@Test
	void tellsTheClassAndTheStackOfWhatCannotBeRead() {
		Hostile hostile = new Hostile();
		Throwable readable = ReadableThrowables.readable(hostile);
		assertThat(print(readable)).contains("Hostile: (its message cannot be read: java.lang.AssertionError)");
		assertThat(readable.getStackTrace()).isEqualTo(hostile.getStackTrace());
	}

	@Test
	void readsCausesAndWhatIsSuppressed() {
		assertThat(print(ReadableThrowables.readable(new IllegalStateException("outer", new Hostile()))))
			.contains("java.lang.IllegalStateException: outer")
			.contains("Caused by")
			.contains("Hostile: (");
		Exception suppressing = new IllegalStateException("closing");
		suppressing.addSuppressed(new Hostile());
		assertThat(print(ReadableThrowables.readable(suppressing))).contains("IllegalStateException: closing");
	}

	@Test
	void endsOnCircularCausesAndSuppression() {
		IllegalStateException circular = new IllegalStateException("circular");
		circular.initCause(new IllegalArgumentException(circular));
		circular.addSuppressed(new IllegalStateException(circular));
		assertThat(ReadableThrowables.readable(circular)).isSameAs(circular);
		Hostile hostile = new Hostile();
		hostile.initCause(new IllegalArgumentException("x", hostile));
		assertThat(print(ReadableThrowables.readable(hostile))).contains("Hostile: (");
	}

	private static String print(Throwable throwable) {
		StringWriter text = new StringWriter();
		throwable.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	@SuppressWarnings("serial")
	private static final class Hostile extends RuntimeException {

		@Override
		public String getMessage() {
			throw new AssertionError();
		}

	}

}
