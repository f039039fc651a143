package dev.telltale.observability.logging;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Lines that wait to be written. They lie one behind the other in blocks of bytes, where
 * they are encoded at once: a line that waits needs no object of its own, and a block is
 * written as it is.
 * <p>
 * Any thread may add lines, and none waits for another: it reserves room by one atomic
 * operation and fills it alone. One thread at a time may take blocks. What is waiting is
 * limited by the size of its lines. Two blocks that follow each other hold at least one
 * block's worth of them, so that the memory is limited to the double.
 */
final class LineQueue {

	/** The size of a block in bytes, unless a single line is longer. */
	static final int BLOCK_SIZE = 64 * 1024;

	// What threads that do nothing but log fill while the one that writes lingers.
	private static final int MAX_SPARES = 16;

	private final long maxBytes;

	// Of the lines that are not yet removed.
	private final AtomicLong bytes = new AtomicLong();

	private final AtomicReference<Block> tail;

	// The room of blocks that were removed, to be used again.
	private final AtomicReferenceArray<byte @Nullable []> spares = new AtomicReferenceArray<>(MAX_SPARES);

	// Only the thread that takes writes it.
	private volatile Block head;

	/**
	 * Create a queue.
	 * @param maxBytes the size of the lines that may wait
	 */
	LineQueue(long maxBytes) {
		this.maxBytes = maxBytes;
		this.head = new Block(new byte[BLOCK_SIZE]);
		this.tail = new AtomicReference<>(this.head);
	}

	/**
	 * Add a line.
	 * @param line the line
	 * @return whether there was room for it
	 */
	boolean add(Line line) {
		int size = line.size();
		if (this.bytes.addAndGet(size) > this.maxBytes) {
			this.bytes.addAndGet(-size);
			return false;
		}
		boolean added = false;
		try {
			while (!added) {
				Block block = this.tail.get();
				int offset = block.reserve(size);
				if (offset >= 0) {
					added = true;
					fill(block, offset, line);
				}
				else {
					block.seal();
					append(block, size);
				}
			}
			return true;
		}
		finally {
			// Where there is no memory for a block, the room of the line is given back.
			if (!added) {
				this.bytes.addAndGet(-size);
			}
		}
	}

	private static void fill(Block block, int offset, Line line) {
		try {
			line.writeTo(block.bytes, offset);
		}
		finally {
			block.commit(line.size());
		}
	}

	/**
	 * Put a block behind another, unless there is one.
	 */
	private void append(Block block, int size) {
		if (block.next.get() == null) {
			block.next.compareAndSet(null, new Block(room(size)));
		}
		this.tail.compareAndSet(block, block.next.get());
	}

	private byte[] room(int size) {
		for (int i = 0; i < MAX_SPARES && size <= BLOCK_SIZE; i++) {
			byte[] spare = this.spares.getAndSet(i, null);
			if (spare != null) {
				return spare;
			}
		}
		return new byte[Math.max(BLOCK_SIZE, size)];
	}

	/**
	 * Return whether no line waits.
	 * @return whether there is nothing to take
	 */
	boolean isEmpty() {
		return this.head.isUnused();
	}

	/**
	 * Return whether more than half of what may wait does.
	 * @return whether it is time to write
	 */
	boolean isHalfFull() {
		return this.bytes.get() > this.maxBytes / 2;
	}

	/**
	 * Return how many bytes wait, including those taken and not yet removed.
	 * @return the size of their lines
	 */
	long size() {
		return this.bytes.get();
	}

	/**
	 * Take the lines that have waited longest, and leave them in the queue until they are
	 * {@linkplain #remove(Block) removed}.
	 * @return their block, or {@code null} if there are none
	 */
	@Nullable Block take() {
		while (!isEmpty()) {
			Block block = this.head;
			block.seal();
			block.awaitCommits();
			if (block.size() > 0) {
				return block;
			}
			remove(block);
		}
		return null;
	}

	/**
	 * Remove a block that was taken.
	 * @param block the block
	 */
	void remove(Block block) {
		for (int i = 0; i < MAX_SPARES && block.bytes.length == BLOCK_SIZE; i++) {
			if (this.spares.compareAndSet(i, null, block.bytes)) {
				break;
			}
		}
		append(block, 0);
		this.head = block.next.get();
		this.bytes.addAndGet(-block.size());
	}

	/**
	 * Lines, one behind the other. Its room is used again, it is not: who still holds it
	 * finds it sealed.
	 */
	static final class Block {

		private static final long ONE_LINE = 1L << 32;

		private final byte[] bytes;

		// The end of what is reserved, or its complement once nothing more may be.
		private final AtomicInteger end = new AtomicInteger();

		// Lines above, bytes below.
		private final AtomicLong committed = new AtomicLong();

		private final AtomicReference<@Nullable Block> next = new AtomicReference<>();

		Block(byte[] bytes) {
			this.bytes = bytes;
		}

		private int reserve(int size) {
			int offset = this.end.get();
			while (offset >= 0 && size <= this.bytes.length - offset) {
				if (this.end.compareAndSet(offset, offset + size)) {
					return offset;
				}
				offset = this.end.get();
			}
			return -1;
		}

		private void commit(int size) {
			this.committed.addAndGet(ONE_LINE + size);
		}

		private void seal() {
			int offset = this.end.get();
			while (offset >= 0 && !this.end.compareAndSet(offset, ~offset)) {
				offset = this.end.get();
			}
		}

		private boolean isUnused() {
			return this.end.get() == 0;
		}

		/**
		 * Wait for threads that fill what they reserved: for the time of a copy.
		 */
		private void awaitCommits() {
			while ((int) this.committed.get() != size()) {
				Thread.yield();
			}
		}

		/**
		 * Return the lines.
		 * @return an array that starts with them
		 */
		byte[] bytes() {
			return this.bytes;
		}

		/**
		 * Return the size of the lines.
		 * @return the number of bytes
		 */
		int size() {
			return ~this.end.get();
		}

		/**
		 * Return how many lines there are.
		 * @return the number of lines
		 */
		int lines() {
			return (int) (this.committed.get() >>> 32);
		}

	}

}
