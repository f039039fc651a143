package dev.telltale.observability.logging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AsyncLineAppender}.
 */
@Timeout(60)
class AsyncLineAppenderTests {

	private static final int QUEUE_SIZE = 64 * 1024;

	private final LoggerContext context = new LoggerContext();

	private final LongAdder dropped = new LongAdder();

	private final Sink sink = new Sink();

	// Patient: where the writer gets no processor time, nothing is lost for it.
	private AsyncLineAppender appender = appender(Duration.ofSeconds(30));

	private AsyncLineAppender appender(Duration flushTimeout) {
		return new AsyncLineAppender(new MessageEncoder(), this.sink, QUEUE_SIZE, flushTimeout, this.dropped);
	}

	@AfterEach
	void stop() {
		this.sink.open.countDown();
		this.appender.stop();
	}

	@Test
	void linesAreWrittenAtOnceUntilTheApplicationHasStarted() {
		this.appender.start();
		log("first");
		assertThat(this.sink.lines()).containsExactly("first");
		assertThat(this.sink.threads).containsOnly(Thread.currentThread());
	}

	@Test
	void everyLineIsWrittenOnceInItsThreadsOrder() throws InterruptedException {
		this.appender.start();
		this.appender.writeAsynchronously();
		ExecutorService executor = Executors.newFixedThreadPool(4);
		for (int thread = 0; thread < 4; thread++) {
			int number = thread;
			executor.execute(() -> {
				for (int i = 0; i < 5000; i++) {
					log(number + ":" + i);
					if (i % 100 == 0) {
						this.appender.flush();
					}
				}
			});
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.appender.flush()).isTrue();
		assertThat(this.dropped.sum()).isZero();
		assertThat(this.sink.lines()).hasSize(20_000);
		for (int thread = 0; thread < 4; thread++) {
			String prefix = thread + ":";
			assertThat(this.sink.lines().stream().filter((line) -> line.startsWith(prefix)))
				.isSortedAccordingTo((one, other) -> number(one) - number(other))
				.hasSize(5000);
		}
		assertThat(this.sink.threads).doesNotContain(Thread.currentThread());
	}

	private static int number(String line) {
		return Integer.parseInt(line.substring(2));
	}

	@Test
	void aThreadThatWaitsForWorkIsWoken() throws InterruptedException {
		this.appender.start();
		this.appender.writeAsynchronously();
		for (int i = 0; i < 5; i++) {
			Thread.sleep(20);
			log("line " + i);
			int lines = i + 1;
			await().atMost(Duration.ofSeconds(5)).until(() -> this.sink.lines().size() == lines);
		}
	}

	@Test
	void aSinkThatIsStuckHoldsNobodyUpAndItsLossIsCounted() {
		this.sink.stuck = true;
		this.appender.start();
		this.appender.writeAsynchronously();
		long start = System.nanoTime();
		String line = "x".repeat(999);
		for (int i = 0; i < 10_000; i++) {
			log(line);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		long lost = this.dropped.sum();
		assertThat(lost).isBetween(10_000L - QUEUE_SIZE / 1000, 9_999L);
		this.sink.open.countDown();
		assertThat(this.appender.flush()).isTrue();
		assertThat(this.sink.lines()).hasSize((int) (10_000 - lost));
		log("well again");
		this.appender.flush();
		assertThat(this.sink.lines()).endsWith("well again");
	}

	@Test
	void stoppingDoesNotWaitForASinkThatIsStuck() {
		this.sink.stuck = true;
		this.appender = appender(Duration.ofSeconds(1));
		this.appender.start();
		this.appender.writeAsynchronously();
		log("stuck");
		long start = System.nanoTime();
		this.appender.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
				Duration.ofSeconds(10));
		assertThat(this.sink.stopped).isFalse();
	}

	@Test
	void stoppingWritesWhatWaits() {
		this.appender.start();
		this.appender.writeAsynchronously();
		for (int i = 0; i < 100; i++) {
			log("line " + i);
		}
		this.appender.stop();
		assertThat(this.sink.lines()).hasSize(100);
		assertThat(this.sink.stopped).isTrue();
	}

	@Test
	void stoppingAnInterruptedThreadWritesWhatWaits() {
		this.appender.start();
		this.appender.writeAsynchronously();
		log("last words");
		Thread.currentThread().interrupt();
		this.appender.stop();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.sink.lines()).containsExactly("last words");
	}

	@Test
	void linesThatCannotBeWrittenAreCounted() {
		this.sink.broken = true;
		this.appender.start();
		log("direct");
		this.appender.writeAsynchronously();
		log("later");
		this.appender.flush();
		assertThat(this.dropped.sum()).isEqualTo(2);
	}

	@Test
	void aSinkThatThrowsEndsNothing() {
		this.sink.throwing = true;
		this.appender.start();
		this.appender.writeAsynchronously();
		log("lost");
		this.appender.flush();
		this.sink.throwing = false;
		log("written");
		this.appender.flush();
		assertThat(this.dropped.sum()).isEqualTo(1);
		assertThat(this.sink.lines()).containsExactly("written");
	}

	@Test
	void theWriterOutlivesASinkThatHasNoMemory() {
		this.sink.exhausted = true;
		this.appender.start();
		this.appender.writeAsynchronously();
		log("lost");
		this.appender.flush();
		this.sink.exhausted = false;
		log("written");
		assertThat(this.appender.flush()).isTrue();
		assertThat(this.dropped.sum()).isEqualTo(1);
		assertThat(this.sink.lines()).containsExactly("written");
	}

	@Test
	void afterAFailureLinesAreWrittenAtOnceAgain() {
		this.appender.start();
		this.appender.writeAsynchronously();
		log("before");
		this.appender.writeDirectly();
		log("the reason");
		assertThat(this.sink.lines()).containsExactly("before", "the reason");
		assertThat(this.sink.threads).last().isEqualTo(Thread.currentThread());
	}

	private void log(String message) {
		this.appender.doAppend(
				new LoggingEvent("fqcn", this.context.getLogger("shop"), Level.INFO, message, null, new Object[0]));
	}

	static class MessageEncoder extends EncoderBase<ILoggingEvent> {

		@Override
		public byte[] headerBytes() {
			return new byte[0];
		}

		@Override
		public byte[] encode(ILoggingEvent event) {
			return (event.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public byte[] footerBytes() {
			return new byte[0];
		}

	}

	static class Sink implements LineSink {

		final CountDownLatch open = new CountDownLatch(1);

		final List<Thread> threads = new CopyOnWriteArrayList<>();

		private final StringBuffer written = new StringBuffer();

		volatile boolean stuck;

		volatile boolean broken;

		volatile boolean throwing;

		volatile boolean exhausted;

		volatile boolean stopped;

		@Override
		public boolean write(byte[] lines, int length) {
			if (this.throwing) {
				throw new IllegalStateException("broken");
			}
			if (this.exhausted) {
				throw new OutOfMemoryError("none left");
			}
			if (this.stuck) {
				try {
					this.open.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			if (this.broken) {
				return false;
			}
			this.threads.add(Thread.currentThread());
			this.written.append(new String(lines, 0, length, StandardCharsets.UTF_8));
			return true;
		}

		@Override
		public void stop() {
			this.stopped = true;
		}

		List<String> lines() {
			return this.written.toString().lines().toList();
		}

	}

}
