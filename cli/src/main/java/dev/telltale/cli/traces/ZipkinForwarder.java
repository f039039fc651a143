package dev.telltale.cli.traces;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Hands spans to Zipkin in batches, again and again until it takes them. While it does
 * not, they wait in a bounded queue. Every span that is lost is counted; the log tells
 * about the first of them and about the end of the loss. Thread-safe.
 */
final class ZipkinForwarder implements AutoCloseable {

	static final int MAX_QUEUED = 10_000;

	private static final int MAX_QUEUED_WEIGHT = 16 * 1024 * 1024;

	private static final int BATCH = 500;

	private static final int BATCH_WEIGHT = 1024 * 1024;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

	private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);

	private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

	private static final Duration FLUSHED_WITHIN = Duration.ofSeconds(3);

	private static final int MAX_REASON = 200;

	private static final Logger logger = System.getLogger(ZipkinForwarder.class.getName());

	private final URI spans;

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.proxy(HttpClient.Builder.NO_PROXY)
		.connectTimeout(CONNECTED_WITHIN)
		.build();

	private final SpanQueue queue = new SpanQueue(MAX_QUEUED, MAX_QUEUED_WEIGHT);

	private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

	private final Thread sender = new Thread(this::run, "trace-forwarder");

	private long received;

	private long forwarded;

	private int underway;

	private boolean available;

	private String lastFailure = "it is slow";

	private boolean losing;

	private long lostBefore;

	private boolean closing;

	/**
	 * Create a forwarder; it starts at once.
	 * @param zipkin the address of Zipkin, which need not run yet
	 */
	ZipkinForwarder(URI zipkin) {
		this.spans = URI.create(zipkin.toString().replaceFirst("/+$", "") + "/api/v2/spans");
		for (DropReason reason : DropReason.values()) {
			this.dropped.put(reason, 0L);
		}
		this.sender.setDaemon(true);
		this.sender.start();
	}

	/**
	 * Take the spans of an export.
	 * @param batch the valid ones
	 * @param invalid how many are not
	 */
	synchronized void offer(List<Span> batch, int invalid) {
		this.received += batch.size() + invalid;
		count(DropReason.INVALID, invalid);
		if (this.closing) {
			count(DropReason.CLOSED, batch.size());
			return;
		}
		batch.forEach(this.queue::add);
		int excess = 0;
		while (this.queue.removeExcess() != null) {
			excess++;
		}
		if (excess > 0) {
			lose(DropReason.QUEUE_FULL, excess,
					"too many wait for it (%s), the oldest are dropped".formatted(this.lastFailure));
		}
		notifyAll();
	}

	private void count(DropReason reason, int spans) {
		this.dropped.merge(reason, (long) spans, Long::sum);
	}

	private synchronized void lose(DropReason reason, int spans, String why) {
		if (!this.losing) {
			this.losing = true;
			this.lostBefore = lost();
			logger.log(Level.WARNING,
					"spans are lost on their way to %s: %s. %s counts them; the next line tells when that is over"
						.formatted(this.spans, why, TraceMetrics.DROPPED));
		}
		count(reason, spans);
	}

	private long lost() {
		return this.dropped.get(DropReason.QUEUE_FULL) + this.dropped.get(DropReason.STORE_REFUSED);
	}

	private void run() {
		try {
			for (List<Span> batch = take(); !batch.isEmpty(); batch = take()) {
				send(batch);
			}
		}
		catch (InterruptedException ex) {
			// Closed: what is left is counted by the one who did it.
		}
	}

	/**
	 * Wait for spans.
	 * @return some of them; none when closed and all are sent
	 */
	private synchronized List<Span> take() throws InterruptedException {
		while (this.queue.size() == 0 && !this.closing) {
			wait();
		}
		List<Span> batch = this.queue.take(BATCH, BATCH_WEIGHT);
		this.underway = batch.size();
		return batch;
	}

	private void send(List<Span> batch) throws InterruptedException {
		byte[] body = ZipkinJson.write(batch);
		Duration pause = FIRST_PAUSE;
		while (true) {
			Answer answer = post(body);
			if (answer.taken()) {
				taken(batch.size());
				return;
			}
			if (answer.refused()) {
				refused(batch, answer.reason());
				return;
			}
			failed(answer.reason());
			pause(pause);
			pause = pause.multipliedBy(2);
			pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		}
	}

	private Answer post(byte[] body) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.spans)
			.timeout(ANSWERED_WITHIN)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(body))
			.build();
		try {
			HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			return new Answer(0, ex.toString());
		}
	}

	private synchronized void taken(int spans) {
		this.forwarded += spans;
		this.underway -= spans;
		this.available = true;
		this.lastFailure = "it is slow";
		if (this.losing && this.queue.size() < MAX_QUEUED / 2) {
			this.losing = false;
			logger.log(Level.INFO,
					"Zipkin at %s takes spans again; %d were lost".formatted(this.spans, lost() - this.lostBefore));
		}
	}

	private void refused(List<Span> batch, String reason) throws InterruptedException {
		if (batch.size() == 1) {
			synchronized (this) {
				this.underway--;
				lose(DropReason.STORE_REFUSED, 1, reason);
			}
			return;
		}
		// One bad span must not take the others with it.
		int half = batch.size() / 2;
		send(batch.subList(0, half));
		send(batch.subList(half, batch.size()));
	}

	private synchronized void failed(String reason) {
		this.available = false;
		this.lastFailure = reason;
	}

	/**
	 * Wait before the next try.
	 * @param pause how long
	 * @throws InterruptedException if there is to be none, for this forwarder is closed
	 */
	private synchronized void pause(Duration pause) throws InterruptedException {
		long end = System.nanoTime() + pause.toNanos();
		for (long left = pause.toMillis(); left > 0 && !this.closing; left = (end - System.nanoTime()) / 1_000_000) {
			wait(left);
		}
		if (this.closing) {
			throw new InterruptedException("closed while Zipkin takes nothing");
		}
	}

	synchronized TraceCounts counts() {
		return new TraceCounts(this.received, this.forwarded, this.dropped, this.queue.size() + this.underway);
	}

	/**
	 * Return whether Zipkin took what it was sent last.
	 * @return whether it did
	 */
	synchronized boolean isAvailable() {
		return this.available;
	}

	/**
	 * Send what waits, within a bound and only while Zipkin takes it; count the rest as
	 * lost.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closing = true;
			notifyAll();
		}
		try {
			this.sender.join(FLUSHED_WITHIN.toMillis());
			this.sender.interrupt();
			this.sender.join(CONNECTED_WITHIN.toMillis());
		}
		catch (InterruptedException ex) {
			this.sender.interrupt();
			Thread.currentThread().interrupt();
		}
		synchronized (this) {
			int left = this.underway;
			this.underway = 0;
			for (List<Span> batch = this.queue.take(BATCH, BATCH_WEIGHT); !batch.isEmpty(); batch = this.queue
				.take(BATCH, BATCH_WEIGHT)) {
				left += batch.size();
			}
			if (left > 0) {
				count(DropReason.CLOSED, left);
				logger.log(Level.WARNING,
						"%d spans are lost: Zipkin at %s had not taken them at the end".formatted(left, this.spans));
			}
		}
	}

	/**
	 * What Zipkin says to a batch.
	 *
	 * @param status the HTTP status, or 0 if there was no answer
	 * @param reason its body
	 */
	private record Answer(int status, String reason) {

		Answer {
			reason = reason.strip().lines().findFirst().orElse("");
			reason = reason.substring(0, Math.min(MAX_REASON, reason.length()));
			reason = (status > 0) ? "it answers %d %s".formatted(status, reason).strip() : reason;
		}

		boolean taken() {
			return this.status >= 200 && this.status < 300;
		}

		/**
		 * Whether it would say the same again.
		 */
		boolean refused() {
			return this.status == 400 || this.status == 413 || this.status == 422;
		}

	}

}
