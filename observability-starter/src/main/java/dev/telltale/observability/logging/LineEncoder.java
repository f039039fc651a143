package dev.telltale.observability.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Supplier;

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

	private final Lazy whole;

	private final Lazy reduced;

	private final int maxSize;

	/**
	 * Create an encoder.
	 * @param plain writes the lines of simple events
	 * @param whole makes what encodes all others with all their fields
	 * @param reduced makes what encodes those whose lines would be too long
	 * @param maxSize how long a line may be, in bytes
	 */
	LineEncoder(PlainLineWriter plain, Supplier<LoggingEventCompositeJsonEncoder> whole,
			Supplier<LoggingEventCompositeJsonEncoder> reduced, int maxSize) {
		this.plain = plain;
		this.whole = new Lazy(whole);
		this.reduced = new Lazy(reduced);
		this.maxSize = maxSize;
	}

	/**
	 * Make what has not been needed yet, for a start does not wait for it: it takes the
	 * loading of some hundred classes.
	 */
	void prepare() {
		this.whole.get();
		this.reduced.get();
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
		return line(event).toByteArray();
	}

	/**
	 * Return the line of an event.
	 * @param event the event
	 * @return its line, which is empty if there is no way to encode it
	 */
	Line line(ILoggingEvent event) {
		try {
			Line line = this.plain.line(event);
			return (line != null) ? line : line(event, this.whole.get());
		}
		catch (IOException | RuntimeException ex) {
			return reducedLine(event);
		}
	}

	private Line reducedLine(ILoggingEvent event) {
		try {
			return line(event, this.reduced.get());
		}
		catch (IOException | RuntimeException ex) {
			if (isStarted()) {
				addError("Cannot encode an event of " + event.getLoggerName(), ex);
			}
			return Line.of(NOTHING);
		}
	}

	private Line line(ILoggingEvent event, LoggingEventCompositeJsonEncoder encoder) throws IOException {
		LimitedLine line = new LimitedLine(this.maxSize);
		encoder.encode(event, line);
		return line;
	}

	@Override
	public byte[] footerBytes() {
		return NOTHING;
	}

	/**
	 * An encoder that is made and started when it is needed first.
	 */
	private static final class Lazy {

		private final Supplier<LoggingEventCompositeJsonEncoder> factory;

		private volatile @Nullable LoggingEventCompositeJsonEncoder encoder;

		Lazy(Supplier<LoggingEventCompositeJsonEncoder> factory) {
			this.factory = factory;
		}

		LoggingEventCompositeJsonEncoder get() {
			LoggingEventCompositeJsonEncoder made = this.encoder;
			return (made != null) ? made : make();
		}

		private synchronized LoggingEventCompositeJsonEncoder make() {
			LoggingEventCompositeJsonEncoder made = this.encoder;
			if (made == null) {
				made = this.factory.get();
				made.start();
				this.encoder = made;
			}
			return made;
		}

		synchronized void stop() {
			if (this.encoder != null) {
				this.encoder.stop();
			}
		}

	}

	/**
	 * Refuses to grow beyond the limit, so that a huge argument is not even serialised to
	 * its end.
	 */
	private static final class LimitedLine extends OutputStream implements Line {

		private final int maxSize;

		private byte[] bytes = new byte[INITIAL_SIZE];

		private int size;

		LimitedLine(int maxSize) {
			this.maxSize = maxSize;
		}

		@Override
		public void write(int value) throws IOException {
			makeRoom(1);
			this.bytes[this.size++] = (byte) value;
		}

		@Override
		public void write(byte[] values, int offset, int length) throws IOException {
			makeRoom(length);
			System.arraycopy(values, offset, this.bytes, this.size, length);
			this.size += length;
		}

		private void makeRoom(int length) throws IOException {
			if (length > this.maxSize - this.size) {
				throw new IOException("A line must not be longer than " + this.maxSize + " bytes");
			}
			if (length > this.bytes.length - this.size) {
				this.bytes = Arrays.copyOf(this.bytes, Math.max(2 * this.bytes.length, this.size + length));
			}
		}

		@Override
		public int size() {
			return this.size;
		}

		@Override
		public void writeTo(byte[] target, int offset) {
			System.arraycopy(this.bytes, 0, target, offset, this.size);
		}

	}

}
