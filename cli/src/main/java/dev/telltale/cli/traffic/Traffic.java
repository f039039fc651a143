package dev.telltale.cli.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Sends requests at a fixed rate until it is closed or its bound is reached. The load is
 * open: a service that slows down is not spared, as users do not spare it. What is not
 * sent because too many requests are under way is counted. Thread-safe.
 */
public final class Traffic implements AutoCloseable {

	/**
	 * What users of the sample service do when all is well.
	 */
	public static final List<Call> USERS = List.of(new Call("GET", "/api/users"), new Call("GET", "/api/users/1"),
			new Call("GET", "/api/users/2"), new Call("POST", "/api/orders"), new Call("GET", "/api/users/3"));

	private static final int MAX_UNDER_WAY = 200;

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(REQUEST_TIMEOUT)
		.build();

	private final URI service;

	private final List<Call> calls;

	private final long intervalNanos;

	private final long maxRequests;

	private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

	private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

	private final AtomicLong sent = new AtomicLong();

	private final LongAdder unanswered = new LongAdder();

	private final LongAdder notSent = new LongAdder();

	private final AtomicLong longestPauseNanos = new AtomicLong();

	private final Thread ticker;

	private volatile boolean closed;

	private Traffic(URI service, List<Call> calls, int rate, long maxRequests) {
		this.service = service;
		this.calls = calls;
		this.intervalNanos = Duration.ofSeconds(1).dividedBy(rate).toNanos();
		this.maxRequests = maxRequests;
		this.ticker = new Thread(this::tick, "traffic");
		this.ticker.setDaemon(true);
	}

	/**
	 * Start to send requests.
	 * @param service the address of the service
	 * @param calls the requests to make in turn
	 * @param rate how many a second
	 * @param limit how long at most
	 * @return the traffic
	 */
	public static Traffic start(URI service, List<Call> calls, int rate, Duration limit) {
		Traffic traffic = new Traffic(service, calls, rate, limit.toSeconds() * rate);
		traffic.ticker.start();
		return traffic;
	}

	/**
	 * Return how many requests were answered, by status.
	 * @return the counts by status
	 */
	public Map<Integer, Long> answers() {
		Map<Integer, Long> copy = new TreeMap<>();
		this.answers.forEach((status, count) -> copy.put(status, count.sum()));
		return copy;
	}

	/**
	 * Return how many requests were answered.
	 * @return the count
	 */
	public long answered() {
		return this.answers.values().stream().mapToLong(LongAdder::sum).sum();
	}

	/**
	 * Return how many requests were answered with a status below 500.
	 * @return the count
	 */
	public long served() {
		return answers().entrySet()
			.stream()
			.filter((answer) -> answer.getKey() < 500)
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	/**
	 * Return how many requests got no answer, or were not sent because too many were
	 * under way.
	 * @return the count
	 */
	public long lost() {
		return this.unanswered.sum() + this.notSent.sum();
	}

	/**
	 * Return the longest time between two requests beyond the planned one: how long this
	 * process, or the machine, stood still.
	 * @return the longest pause
	 */
	public Duration longestPause() {
		return Duration.ofNanos(this.longestPauseNanos.get());
	}

	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.ticker);
		try {
			this.ticker.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void tick() {
		long next = System.nanoTime();
		while (!this.closed && this.sent.get() < this.maxRequests) {
			long late = System.nanoTime() - next;
			if (late < 0) {
				LockSupport.parkNanos(-late);
				continue;
			}
			this.longestPauseNanos.accumulateAndGet(late, Math::max);
			send(this.calls.get((int) (this.sent.getAndIncrement() % this.calls.size())));
			next += this.intervalNanos;
		}
	}

	private void send(Call call) {
		if (!this.underWay.tryAcquire()) {
			this.notSent.increment();
			return;
		}
		HttpRequest request = HttpRequest.newBuilder(this.service.resolve(call.path()))
			.timeout(REQUEST_TIMEOUT)
			.method(call.method(), BodyPublishers.noBody())
			.build();
		this.client.sendAsync(request, BodyHandlers.discarding()).whenComplete(this::count);
	}

	private void count(@Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
		this.underWay.release();
		if (response != null) {
			this.answers.computeIfAbsent(response.statusCode(), (status) -> new LongAdder()).increment();
		}
		else {
			this.unanswered.increment();
		}
	}

}
