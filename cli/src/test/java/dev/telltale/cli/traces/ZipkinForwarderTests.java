package dev.telltale.cli.traces;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZipkinForwarder}.
 */
class ZipkinForwarderTests {

	private final Logger logger = Logger.getLogger(ZipkinForwarder.class.getName());

	private final Lines log = new Lines();

	private FakeZipkin zipkin;

	private @Nullable ZipkinForwarder forwarder;

	private final CountDownLatch release = new CountDownLatch(1);

	@BeforeEach
	void start() throws Exception {
		this.logger.addHandler(this.log);
		this.zipkin = FakeZipkin.start();
	}

	@AfterEach
	void stop() {
		// Else a test that fails before it would wait for ever.
		this.release.countDown();
		if (this.forwarder != null) {
			this.forwarder.close();
		}
		this.zipkin.close();
		this.logger.removeHandler(this.log);
	}

	@Test
	void forwardsEverySpanOnceAndInOrder() throws Exception {
		ZipkinForwarder forwarder = forward(this.zipkin.uri());
		forwarder.offer(spans(1, 1200), 3);
		forwarder.offer(spans(1201, 1300), 0);
		Await.until(() -> forwarder.counts().forwarded() == 1300);
		assertThat(this.zipkin.taken()).containsExactlyElementsOf(ids(1, 1300));
		assertThat(forwarder.counts()).satisfies((counts) -> {
			assertThat(counts.received()).isEqualTo(1303);
			assertThat(counts.dropped()).containsEntry(DropReason.INVALID, 3L).containsEntry(DropReason.QUEUE_FULL, 0L);
			assertThat(counts.queued()).isZero();
		});
		assertThat(forwarder.isAvailable()).isTrue();
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void waitsForAZipkinThatStartsLater() throws Exception {
		int port = freePort();
		ZipkinForwarder forwarder = forward(URI.create("http://127.0.0.1:" + port + "/"));
		forwarder.offer(spans(1, 3), 0);
		Thread.sleep(300);
		assertThat(forwarder.counts().queued()).isEqualTo(3);
		assertThat(forwarder.isAvailable()).isFalse();
		try (FakeZipkin late = FakeZipkin.start(port)) {
			Await.until(() -> forwarder.counts().forwarded() == 3);
			assertThat(late.taken()).containsExactlyElementsOf(ids(1, 3));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 503, 429, 404 })
	void triesAgainAfterAFailure(int status) throws Exception {
		AtomicInteger tries = new AtomicInteger();
		this.zipkin.answer((spans) -> (tries.incrementAndGet() < 3) ? status : 202);
		ZipkinForwarder forwarder = forward(this.zipkin.uri());
		forwarder.offer(spans(1, 2), 0);
		Await.until(() -> forwarder.counts().forwarded() == 2);
		assertThat(this.zipkin.taken()).containsExactlyElementsOf(ids(1, 2));
		assertThat(tries).hasValue(3);
	}

	@Test
	void oneSpanThatZipkinRefusesTakesNoOtherWithIt() throws Exception {
		this.zipkin.answer((spans) -> spans.toString().contains("\"0000000000000007\"") ? 400 : 202);
		ZipkinForwarder forwarder = forward(this.zipkin.uri());
		forwarder.offer(spans(1, 20), 0);
		Await.until(() -> forwarder.counts().forwarded() == 19);
		Await.until(() -> forwarder.counts().queued() == 0);
		assertThat(this.zipkin.taken()).hasSize(19).doesNotContain("0000000000000007");
		assertThat(forwarder.counts().dropped()).containsEntry(DropReason.STORE_REFUSED, 1L);
		assertThat(this.log.lines().get(0)).contains("it answers 400 because.").doesNotContain("of the test");
	}

	@Test
	void dropsTheOldestWhenTooManyWaitAndSaysSoOnce() throws Exception {
		CountDownLatch underway = new CountDownLatch(1);
		this.zipkin.answer((spans) -> {
			underway.countDown();
			await(this.release);
			return 202;
		});
		ZipkinForwarder forwarder = forward(this.zipkin.uri());
		forwarder.offer(spans(1, 1), 0);
		await(underway);
		for (int i = 0; i < 12; i++) {
			forwarder.offer(spans(1000 * i + 2, 1000 * i + 1001), 0);
		}
		TraceCounts counts = forwarder.counts();
		assertThat(counts.queued()).isEqualTo(ZipkinForwarder.MAX_QUEUED + 1);
		assertThat(counts.dropped().get(DropReason.QUEUE_FULL)).isEqualTo(12_001 - counts.queued());
		this.release.countDown();
		Await.until(() -> forwarder.counts().queued() == 0);
		assertThat(forwarder.counts().forwarded()).isEqualTo(counts.queued());
		assertThat(this.zipkin.taken()).endsWith("%016x".formatted(12_001)).doesNotHaveDuplicates();
		assertThat(this.log.lines()).satisfiesExactly(
				(line) -> assertThat(line).startsWith("spans are lost on their way to " + this.zipkin.uri())
					.contains("telltale_collector_spans_dropped_total"),
				(line) -> assertThat(line)
					.endsWith("takes spans again; %d were lost".formatted(12_001 - counts.queued())));
	}

	@Test
	void flushesWhenClosed() throws Exception {
		this.zipkin.answer((spans) -> {
			await(this.release);
			return 202;
		});
		ZipkinForwarder forwarder = forward(this.zipkin.uri());
		forwarder.offer(spans(1, 1300), 0);
		Thread closer = new Thread(forwarder::close);
		closer.start();
		Thread.sleep(100);
		this.release.countDown();
		closer.join();
		assertThat(forwarder.counts().forwarded()).isEqualTo(1300);
		assertThat(forwarder.counts().dropped()).containsEntry(DropReason.CLOSED, 0L);
	}

	@Test
	void countsWhatIsLeftWhenClosedAndDoesNotWaitForAZipkinThatIsGone() throws Exception {
		ZipkinForwarder forwarder = forward(URI.create("http://127.0.0.1:" + freePort()));
		forwarder.offer(spans(1, 1300), 0);
		Thread.sleep(200);
		long start = System.nanoTime();
		forwarder.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(forwarder.counts()).satisfies((counts) -> {
			assertThat(counts.dropped()).containsEntry(DropReason.CLOSED, 1300L);
			assertThat(counts.queued()).isZero();
		});
		assertThat(this.log.lines()).singleElement().asString().startsWith("1300 spans are lost");
		forwarder.offer(spans(1, 1), 0);
		assertThat(forwarder.counts().dropped()).containsEntry(DropReason.CLOSED, 1301L);
	}

	@Test
	void doesNotWaitLongForAZipkinThatHangs() throws Exception {
		this.zipkin.answer((spans) -> {
			await(this.release);
			return 500;
		});
		ZipkinForwarder forwarder = forward(this.zipkin.uri());
		forwarder.offer(spans(1, 5), 0);
		long start = System.nanoTime();
		forwarder.close();
		this.release.countDown();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
		assertThat(forwarder.counts().dropped()).containsEntry(DropReason.CLOSED, 5L);
	}

	private ZipkinForwarder forward(URI uri) {
		this.forwarder = new ZipkinForwarder(uri);
		return this.forwarder;
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static List<Span> spans(int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj((id) -> Exports.plain(Exports.TRACE, id)).toList();
	}

	private static List<String> ids(int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj("%016x"::formatted).toList();
	}

	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

	private static final class Lines extends Handler {

		private final List<String> lines = new ArrayList<>();

		synchronized List<String> lines() {
			return List.copyOf(this.lines);
		}

		@Override
		public synchronized void publish(LogRecord record) {
			this.lines.add(record.getMessage());
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
