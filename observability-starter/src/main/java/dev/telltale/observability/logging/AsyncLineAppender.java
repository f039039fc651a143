package dev.telltale.observability.logging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events on the thread that logs and leaves the writing to a thread of its own.
 * Logging never waits: what finds no room is dropped and counted, and so is what cannot
 * be written.
 * <p>
 * Why neither Logback's {@code AsyncAppender} nor the encoder's Disruptor: both queue
 * events, not lines, so that huge messages have no bound in memory and arguments are
 * serialised when they may have changed; both wake a thread for each event; and neither
 * learns that a file is full.
 * <p>
 * Until {@link #writeAsynchronously()} is called the thread that logs writes itself, so
 * that the report of a start-up that failed is on the console before the process ends.
 */
class AsyncLineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

	// Long enough to write what belongs together at once, and to spare busy threads the
	// waking; short enough that nobody notices.
	private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private final Encoder<ILoggingEvent> encoder;

	private final LineSink sink;

	private final long flushNanos;

	private final LongAdder dropped;

	private final LineQueue queue;

	private final ReentrantLock sinkLock = new ReentrantLock();

	private volatile boolean asynchronous;

	private volatile boolean waiting;

	private volatile boolean stopping;

	private volatile @Nullable Thread writer;

	/**
	 * Create an appender.
	 * @param encoder makes lines of events
	 * @param sink where lines go
	 * @param maxQueuedBytes the size of the lines that may wait
	 * @param flushTimeout how long stopping may wait for them
	 * @param dropped counts the events that are lost
	 */
	AsyncLineAppender(Encoder<ILoggingEvent> encoder, LineSink sink, long maxQueuedBytes, Duration flushTimeout,
			LongAdder dropped) {
		this.encoder = encoder;
		this.sink = sink;
		this.queue = new LineQueue(maxQueuedBytes);
		this.flushNanos = flushTimeout.toNanos();
		this.dropped = dropped;
	}

	LineSink getSink() {
		return this.sink;
	}

	@Override
	protected void append(ILoggingEvent event) {
		Line line = line(event);
		if (line.size() == 0) {
			this.dropped.increment();
		}
		else if (!this.asynchronous) {
			write(line.toByteArray(), line.size(), 1);
		}
		else if (!this.queue.add(line)) {
			this.dropped.increment();
		}
		else if (this.waiting || this.queue.isHalfFull()) {
			wakeWriter();
		}
	}

	private Line line(ILoggingEvent event) {
		return (this.encoder instanceof LineEncoder lines) ? lines.line(event) : Line.of(this.encoder.encode(event));
	}

	private void wakeWriter() {
		LockSupport.unpark(this.writer);
	}

	/**
	 * Leave the writing to a thread from now on.
	 */
	synchronized void writeAsynchronously() {
		if (isStarted() && this.writer == null) {
			Thread thread = new Thread(this::writeQueue, "telltale-log-" + getName());
			thread.setDaemon(true);
			this.writer = thread;
			thread.start();
			this.asynchronous = true;
		}
	}

	/**
	 * Write on the thread that logs from now on, unless lines before are stuck.
	 */
	void writeDirectly() {
		if (flush()) {
			this.asynchronous = false;
		}
	}

	/**
	 * Wait until all lines that were logged before are written, or the time is up.
	 * @return whether they are written
	 */
	boolean flush() {
		long start = System.nanoTime();
		boolean interrupted = false;
		while (this.queue.size() > 0 && System.nanoTime() - start < this.flushNanos) {
			wakeWriter();
			LockSupport.parkNanos(LINGER_NANOS);
			// An interrupted thread would not wait; it is told so afterwards.
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return this.queue.size() == 0;
	}

	private void writeQueue() {
		prepare();
		while (true) {
			LineQueue.Block block = this.queue.take();
			if (block != null) {
				write(block.bytes(), block.size(), block.lines());
				this.queue.remove(block);
			}
			else if (this.stopping) {
				return;
			}
			else {
				await();
			}
		}
	}

	private void prepare() {
		try {
			if (this.encoder instanceof LineEncoder lines) {
				lines.prepare();
			}
		}
		catch (Throwable ex) {
			// Whoever needs it tries again; this thread has lines to write.
			addError("Cannot prepare the encoder of " + getName(), ex);
		}
	}

	/**
	 * Linger first, when threads that log need not wake this one, then wait to be woken.
	 */
	private void await() {
		LockSupport.parkNanos(LINGER_NANOS);
		if (this.queue.isEmpty()) {
			this.waiting = true;
			if (this.queue.isEmpty() && !this.stopping) {
				LockSupport.park(this);
			}
			this.waiting = false;
		}
		// Nobody else has a reason to interrupt this thread, which could then not wait.
		Thread.interrupted();
	}

	private void write(byte[] bytes, int length, int lines) {
		boolean written = false;
		this.sinkLock.lock();
		try {
			written = this.sink.write(bytes, length);
		}
		catch (Throwable ex) {
			// Also where memory is short: lines would be lost without this thread.
			addError("Cannot write to " + getName(), ex);
		}
		finally {
			this.sinkLock.unlock();
		}
		if (!written) {
			this.dropped.add(lines);
		}
	}

	@Override
	public synchronized void stop() {
		if (!isStarted()) {
			return;
		}
		super.stop();
		boolean flushed = flush();
		this.stopping = true;
		wakeWriter();
		// A sink that holds up its writer would hold up whoever closes it as well.
		if (flushed) {
			this.sink.stop();
			this.encoder.stop();
		}
	}

}
