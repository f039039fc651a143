package dev.telltale.observability.logging;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

	// What a queued line takes beyond its bytes: headers of array and node.
	private static final int OVERHEAD = 48;

	private static final int MAX_BATCH_SIZE = 64 * 1024;

	// Long enough to write what belongs together at once, and to spare busy threads the
	// waking; short enough that nobody notices.
	private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private final Encoder<ILoggingEvent> encoder;

	private final LineSink sink;

	private final long maxQueuedBytes;

	private final long flushNanos;

	private final LongAdder dropped;

	private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();

	private final AtomicLong queuedBytes = new AtomicLong();

	private final ReentrantLock sinkLock = new ReentrantLock();

	// Only the thread that writes uses it.
	private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

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
		this.maxQueuedBytes = maxQueuedBytes;
		this.flushNanos = flushTimeout.toNanos();
		this.dropped = dropped;
	}

	LineSink getSink() {
		return this.sink;
	}

	@Override
	protected void append(ILoggingEvent event) {
		byte[] line = this.encoder.encode(event);
		if (line.length == 0) {
			this.dropped.increment();
		}
		else if (this.asynchronous) {
			enqueue(line);
		}
		else {
			write(line, 1);
		}
	}

	private void enqueue(byte[] line) {
		int size = line.length + OVERHEAD;
		if (this.queuedBytes.addAndGet(size) > this.maxQueuedBytes) {
			this.queuedBytes.addAndGet(-size);
			this.dropped.increment();
			return;
		}
		this.queue.add(line);
		if (this.waiting) {
			LockSupport.unpark(this.writer);
		}
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
		while (this.queuedBytes.get() > 0 && System.nanoTime() - start < this.flushNanos) {
			LockSupport.unpark(this.writer);
			LockSupport.parkNanos(LINGER_NANOS);
			// An interrupted thread would not wait; it is told so afterwards.
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return this.queuedBytes.get() == 0;
	}

	private void writeQueue() {
		while (true) {
			byte[] line = this.queue.poll();
			if (line != null) {
				writeBatch(line);
			}
			else if (this.stopping) {
				return;
			}
			else {
				await();
			}
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

	private void writeBatch(byte[] first) {
		byte[] bytes = first;
		int lines = 1;
		byte[] next = (first.length < MAX_BATCH_SIZE) ? this.queue.poll() : null;
		if (next != null) {
			this.batch.writeBytes(first);
			while (next != null) {
				this.batch.writeBytes(next);
				lines++;
				next = (this.batch.size() < MAX_BATCH_SIZE) ? this.queue.poll() : null;
			}
			bytes = this.batch.toByteArray();
			this.batch.reset();
		}
		write(bytes, lines);
		this.queuedBytes.addAndGet(-(bytes.length + (long) OVERHEAD * lines));
	}

	private void write(byte[] batch, int lines) {
		boolean written = false;
		this.sinkLock.lock();
		try {
			written = this.sink.write(batch);
		}
		catch (RuntimeException ex) {
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
		LockSupport.unpark(this.writer);
		// A sink that holds up its writer would hold up whoever closes it as well.
		if (flushed) {
			this.sink.stop();
			this.encoder.stop();
		}
	}

}
