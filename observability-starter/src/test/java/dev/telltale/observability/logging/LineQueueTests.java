package dev.telltale.observability.logging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LineQueue}.
 */
@Timeout(60)
class LineQueueTests {

	private static final int BLOCK = LineQueue.BLOCK_SIZE;

	private final LineQueue queue = new LineQueue(10 * BLOCK);

	@Test
	void anEmptyQueueHasNothingToTake() {
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.queue.take()).isNull();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void linesAreTakenTogetherAndCountUntilTheyAreRemoved() {
		add("first\n");
		add("second\n");
		assertThat(this.queue.isEmpty()).isFalse();
		LineQueue.Block block = this.queue.take();
		assertThat(text(block)).isEqualTo("first\nsecond\n");
		assertThat(block.lines()).isEqualTo(2);
		add("third\n");
		assertThat(this.queue.size()).isEqualTo(19);
		this.queue.remove(block);
		assertThat(this.queue.size()).isEqualTo(6);
		assertThat(takeAll()).isEqualTo("third\n");
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void aFullQueueRefusesALineAndTakesOneThatFits() {
		String line = "x".repeat(BLOCK - 1) + "\n";
		for (int i = 0; i < 9; i++) {
			assertThat(add(line)).isTrue();
		}
		assertThat(add(line + "x")).isFalse();
		assertThat(add(line)).isTrue();
		assertThat(add("\n")).isFalse();
		this.queue.remove(this.queue.take());
		assertThat(add("\n")).isTrue();
	}

	@Test
	void aLineMayBeLongerThanABlock() {
		String huge = "x".repeat(3 * BLOCK) + "\n";
		add(huge);
		add("short\n");
		add(huge);
		assertThat(takeAll()).isEqualTo(huge + "short\n" + huge);
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void aQueueSaysWhenItIsHalfFull() {
		add("x".repeat(5 * BLOCK));
		assertThat(this.queue.isHalfFull()).isFalse();
		add("\n");
		assertThat(this.queue.isHalfFull()).isTrue();
	}

	@Test
	void theRoomOfBlocksIsUsedAgain() {
		Set<byte[]> rooms = Collections.newSetFromMap(new IdentityHashMap<>());
		for (int i = 0; i < 100; i++) {
			add("line\n");
			LineQueue.Block block = this.queue.take();
			rooms.add(block.bytes());
			this.queue.remove(block);
		}
		assertThat(rooms).hasSizeLessThanOrEqualTo(2);
	}

	@Test
	void aLineThatFailsHoldsNobodyUp() {
		Line failing = new Line() {

			@Override
			public int size() {
				return 4;
			}

			@Override
			public void writeTo(byte[] bytes, int offset) {
				throw new IllegalStateException("broken");
			}

		};
		try {
			this.queue.add(failing);
		}
		catch (IllegalStateException ex) {
			// What its thread gets is not of interest.
		}
		add("line\n");
		assertThat(takeAll()).endsWith("line\n");
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void aLineForWhichThereIsNoMemoryTakesNoRoom() {
		Line huge = new Line() {

			@Override
			public int size() {
				return Integer.MAX_VALUE;
			}

			@Override
			public void writeTo(byte[] bytes, int offset) {
				throw new IllegalStateException("There is no such array");
			}

		};
		LineQueue boundless = new LineQueue(Long.MAX_VALUE);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> boundless.add(huge));
		assertThat(boundless.size()).isZero();
		assertThat(boundless.add(line("line\n"))).isTrue();
		assertThat(text(boundless.take())).isEqualTo("line\n");
	}

	@Test
	void noLineIsLostTornOrOvertakenWhenMoreThreadsAddThanThereAreProcessors() throws InterruptedException {
		int threads = 8;
		int lines = 50_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch running = new CountDownLatch(threads);
		for (int thread = 0; thread < threads; thread++) {
			String name = String.valueOf(thread);
			executor.execute(() -> {
				for (int i = 0; i < lines; i++) {
					Line line = line(name + ":" + i + "x".repeat(i % 300) + "\n");
					while (!this.queue.add(line)) {
						Thread.onSpinWait();
					}
				}
				running.countDown();
			});
		}
		executor.shutdown();
		int[] next = new int[threads];
		int count = 0;
		while (running.getCount() > 0 || !this.queue.isEmpty()) {
			LineQueue.Block block = this.queue.take();
			if (block != null) {
				List<String> taken = text(block).lines().toList();
				assertThat(block.lines()).isEqualTo(taken.size());
				for (String line : taken) {
					int thread = line.charAt(0) - '0';
					int number = next[thread]++;
					if (!line.equals(thread + ":" + number + "x".repeat(number % 300))) {
						throw new AssertionError("Line %d of thread %d is %s".formatted(number, thread, line));
					}
				}
				count += taken.size();
				this.queue.remove(block);
			}
		}
		assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		assertThat(count).isEqualTo(threads * lines);
		assertThat(this.queue.size()).isZero();
	}

	private boolean add(String line) {
		return this.queue.add(line(line));
	}

	private static Line line(String line) {
		return Line.of(line.getBytes(StandardCharsets.US_ASCII));
	}

	private String takeAll() {
		List<String> texts = new ArrayList<>();
		LineQueue.Block block = this.queue.take();
		while (block != null) {
			texts.add(text(block));
			this.queue.remove(block);
			block = this.queue.take();
		}
		return String.join("", texts);
	}

	private static String text(LineQueue.Block block) {
		return new String(block.bytes(), 0, block.size(), StandardCharsets.US_ASCII);
	}

}
