package dev.telltale.observability.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Encodes every event as one line of limited size. What does not fit, or cannot be
 * serialised, is encoded again without the fields that the application added, so that no
 * event is lost for its contents. Thread-safe.
 */
class LineEncoder extends EncoderBase<ILoggingEvent> {

	private static final int INITIAL_SIZE = 512;

	private static final byte[] NOTHING = new byte[0];

	private final PlainLineWriter plain;

	private final LoggingEventCompositeJsonEncoder whole;

	private final LoggingEventCompositeJsonEncoder reduced;

	private final int maxSize;

	/**
	 * Create an encoder.
	 * @param plain writes the lines of simple events
	 * @param whole encodes all others with all their fields
	 * @param reduced encodes those whose lines would be too long
	 * @param maxSize how long a line may be, in bytes
	 */
	LineEncoder(PlainLineWriter plain, LoggingEventCompositeJsonEncoder whole, LoggingEventCompositeJsonEncoder reduced,
			int maxSize) {
		this.plain = plain;
		this.whole = whole;
		this.reduced = reduced;
		this.maxSize = maxSize;
	}

	@Override
	public void start() {
		this.whole.start();
		this.reduced.start();
		super.start();
	}

	@Override
	public void stop() {
		super.stop();
		this.whole.stop();
		this.reduced.stop();
	}

	@Override
	public byte[] headerBytes() {
		return NOTHING;
	}

	@Override
	public byte[] encode(ILoggingEvent event) {
		try {
			byte @Nullable [] line = this.plain.write(event);
			return (line != null) ? line : encode(event, this.whole);
		}
		catch (IOException | RuntimeException ex) {
			return encodeReduced(event);
		}
	}

	private byte[] encodeReduced(ILoggingEvent event) {
		try {
			return encode(event, this.reduced);
		}
		catch (IOException | RuntimeException ex) {
			if (isStarted()) {
				addError("Cannot encode an event of " + event.getLoggerName(), ex);
			}
			return NOTHING;
		}
	}

	private byte[] encode(ILoggingEvent event, LoggingEventCompositeJsonEncoder encoder) throws IOException {
		Line line = new Line(this.maxSize);
		encoder.encode(event, line);
		return line.toByteArray();
	}

	@Override
	public byte[] footerBytes() {
		return NOTHING;
	}

	/**
	 * Refuses to grow beyond the limit, so that a huge argument is not even serialised to
	 * its end.
	 */
	private static final class Line extends OutputStream {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_SIZE);

		private final int maxSize;

		Line(int maxSize) {
			this.maxSize = maxSize;
		}

		@Override
		public void write(int value) throws IOException {
			check(1);
			this.bytes.write(value);
		}

		@Override
		public void write(byte[] values, int offset, int length) throws IOException {
			check(length);
			this.bytes.write(values, offset, length);
		}

		private void check(int length) throws IOException {
			if (this.bytes.size() + length > this.maxSize) {
				throw new IOException("A line must not be longer than " + this.maxSize + " bytes");
			}
		}

		byte[] toByteArray() {
			return this.bytes.toByteArray();
		}

	}

}
