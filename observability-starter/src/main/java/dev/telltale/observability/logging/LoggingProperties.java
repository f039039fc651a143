package dev.telltale.observability.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How log lines are written. They are read before the application context exists, once
 * for the whole process.
 */
@ConfigurationProperties("telltale.logging")
public class LoggingProperties {

	/**
	 * Number of characters after which a message, or any other single value of a line, is
	 * cut; at least 256.
	 */
	private int maxMessageLength = 16384;

	/**
	 * Size after which a line is written again with its message and stack trace shortened
	 * and without the fields that the application added; from 8KB to 1GB.
	 */
	private DataSize maxLineSize = DataSize.ofKilobytes(64);

	private final StackTrace stackTrace = new StackTrace();

	private final Masking masking = new Masking();

	private final Async async = new Async();

	private final Access access = new Access();

	/**
	 * Return the number of characters after which a message, or any other single value of
	 * a line, is cut; at least 256.
	 * @return the max message length
	 */
	public int getMaxMessageLength() {
		return this.maxMessageLength;
	}

	/**
	 * Set the number of characters after which a message, or any other single value of a
	 * line, is cut; at least 256.
	 * @param maxMessageLength the max message length
	 */
	public void setMaxMessageLength(int maxMessageLength) {
		this.maxMessageLength = maxMessageLength;
	}

	/**
	 * Return the size after which a line is written again with its message and stack
	 * trace shortened and without the fields that the application added; from 8KB to 1GB.
	 * @return the max line size
	 */
	public DataSize getMaxLineSize() {
		return this.maxLineSize;
	}

	/**
	 * Set the size after which a line is written again with its message and stack trace
	 * shortened and without the fields that the application added; from 8KB to 1GB.
	 * @param maxLineSize the max line size
	 */
	public void setMaxLineSize(DataSize maxLineSize) {
		this.maxLineSize = maxLineSize;
	}

	/**
	 * Return how stack traces are written.
	 * @return the settings of stack traces
	 */
	public StackTrace getStackTrace() {
		return this.stackTrace;
	}

	/**
	 * Return how secrets are masked.
	 * @return the settings of masking
	 */
	public Masking getMasking() {
		return this.masking;
	}

	/**
	 * Return how lines are handed to the thread that writes them.
	 * @return the settings of that thread
	 */
	public Async getAsync() {
		return this.async;
	}

	/**
	 * Return whether requests have lines of their own.
	 * @return the settings of those lines
	 */
	public Access getAccess() {
		return this.access;
	}

	/**
	 * How stack traces are shortened.
	 */
	public static class StackTrace {

		/**
		 * Number of frames that are written of each throwable; at least 1.
		 */
		private int maxFrames = 50;

		/**
		 * Number of characters after which a stack trace, which starts with its root
		 * cause, is cut; at least 256.
		 */
		private int maxLength = 16384;

		/**
		 * Starts of class names whose frames are folded into one line that counts them,
		 * and left out of the hash.
		 */
		private List<String> folded = new ArrayList<>(
				List.of("java.lang.Thread", "java.lang.invoke.", "java.lang.reflect.", "java.util.concurrent.",
						"java.util.stream.", "jdk.internal.", "jdk.proxy", "sun.reflect.", "jakarta.servlet.",
						"org.apache.catalina.", "org.apache.coyote.", "org.apache.tomcat.", "org.eclipse.jetty.",
						"org.springframework.aop.", "org.springframework.beans.", "org.springframework.cglib.",
						"org.springframework.security.web.", "org.springframework.transaction.interceptor.",
						"org.springframework.web.", "io.micrometer.", "io.netty.", "reactor."));

		/**
		 * Return the number of frames that are written of each throwable; at least 1.
		 * @return the max frames
		 */
		public int getMaxFrames() {
			return this.maxFrames;
		}

		/**
		 * Set the number of frames that are written of each throwable; at least 1.
		 * @param maxFrames the max frames
		 */
		public void setMaxFrames(int maxFrames) {
			this.maxFrames = maxFrames;
		}

		/**
		 * Return the number of characters after which a stack trace, which starts with
		 * its root cause, is cut; at least 256.
		 * @return the max length
		 */
		public int getMaxLength() {
			return this.maxLength;
		}

		/**
		 * Set the number of characters after which a stack trace, which starts with its
		 * root cause, is cut; at least 256.
		 * @param maxLength the max length
		 */
		public void setMaxLength(int maxLength) {
			this.maxLength = maxLength;
		}

		/**
		 * Return the starts of class names whose frames are folded into one line that
		 * counts them, and left out of the hash.
		 * @return the folded
		 */
		public List<String> getFolded() {
			return this.folded;
		}

		/**
		 * Set the starts of class names whose frames are folded into one line that counts
		 * them, and left out of the hash.
		 * @param folded the folded
		 */
		public void setFolded(List<String> folded) {
			this.folded = folded;
		}

	}

	/**
	 * What is made unreadable before a line is written.
	 */
	public static class Masking {

		/**
		 * Whether secrets are masked in JSON lines.
		 */
		private boolean enabled = true;

		/**
		 * Names whose values are masked: as fields, at the end of longer names such as
		 * userPassword or db.password, and as name=value or name: value within text.
		 * Case, hyphens, underscores and dots do not matter.
		 */
		private List<String> keys = new ArrayList<>(
				List.of("authorization", "password", "passwd", "pwd", "passphrase", "secret", "token", "cookie",
						"credentials", "api-key", "access-key", "secret-key", "private-key", "session-id"));

		/**
		 * Regular expressions, in RE2's syntax, of which every match within a text is
		 * masked.
		 */
		private List<String> patterns = new ArrayList<>();

		/**
		 * Return whether secrets are masked in JSON lines.
		 * @return whether so
		 */
		public boolean isEnabled() {
			return this.enabled;
		}

		/**
		 * Set whether secrets are masked in JSON lines.
		 * @param enabled whether so
		 */
		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		/**
		 * Return names whose values are masked: as fields, at the end of longer names
		 * such as userPassword or db.password, and as name=value or name: value within
		 * text.
		 * @return the keys
		 */
		public List<String> getKeys() {
			return this.keys;
		}

		/**
		 * Set names whose values are masked: as fields, at the end of longer names such
		 * as userPassword or db.password, and as name=value or name: value within text.
		 * @param keys the keys
		 */
		public void setKeys(List<String> keys) {
			this.keys = keys;
		}

		/**
		 * Return the regular expressions, in RE2's syntax, of which every match within a
		 * text is masked.
		 * @return the patterns
		 */
		public List<String> getPatterns() {
			return this.patterns;
		}

		/**
		 * Set the regular expressions, in RE2's syntax, of which every match within a
		 * text is masked.
		 * @param patterns the patterns
		 */
		public void setPatterns(List<String> patterns) {
			this.patterns = patterns;
		}

	}

	/**
	 * How lines reach the console and the file.
	 */
	public static class Async {

		/**
		 * Whether a thread of its own writes the lines, so that a slow console or a full
		 * disk never holds up a request. A terminal is always written to directly, and so
		 * is all output of an application that a test starts, unless this is set.
		 */
		private boolean enabled = true;

		/**
		 * Size of the lines that may wait for each of console and file; what comes on top
		 * is dropped and counted. From 64KB to 1GB.
		 */
		private DataSize queueSize = DataSize.ofMegabytes(8);

		/**
		 * Time that waiting lines get to be written when the application stops; what is
		 * left after it can be lost.
		 */
		private Duration flushTimeout = Duration.ofSeconds(2);

		/**
		 * Return whether a thread of its own writes the lines, so that a slow console or
		 * a full disk never holds up a request.
		 * @return whether so
		 */
		public boolean isEnabled() {
			return this.enabled;
		}

		/**
		 * Set whether a thread of its own writes the lines, so that a slow console or a
		 * full disk never holds up a request.
		 * @param enabled whether so
		 */
		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		/**
		 * Return the size of the lines that may wait for each of console and file; what
		 * comes on top is dropped and counted.
		 * @return the queue size
		 */
		public DataSize getQueueSize() {
			return this.queueSize;
		}

		/**
		 * Set the size of the lines that may wait for each of console and file; what
		 * comes on top is dropped and counted.
		 * @param queueSize the queue size
		 */
		public void setQueueSize(DataSize queueSize) {
			this.queueSize = queueSize;
		}

		/**
		 * Return the time that waiting lines get when the application stops.
		 * @return the flush timeout
		 */
		public Duration getFlushTimeout() {
			return this.flushTimeout;
		}

		/**
		 * Set the time that waiting lines get when the application stops.
		 * @param flushTimeout the flush timeout
		 */
		public void setFlushTimeout(Duration flushTimeout) {
			this.flushTimeout = flushTimeout;
		}

	}

	/**
	 * The line for each request.
	 */
	public static class Access {

		/**
		 * The logger that writes it.
		 */
		public static final String LOGGER = "dev.telltale.access";

		/**
		 * Whether one line is written for each observed HTTP request, by the logger
		 * dev.telltale.access.
		 */
		private boolean enabled;

		/**
		 * Return whether one line is written for each observed HTTP request, by the
		 * logger dev.telltale.access.
		 * @return whether so
		 */
		public boolean isEnabled() {
			return this.enabled;
		}

		/**
		 * Set whether one line is written for each observed HTTP request, by the logger
		 * dev.telltale.access.
		 * @param enabled whether so
		 */
		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

}
