package dev.telltale.cli.traffic;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a schedule until it is closed or a bound is reached. The load is
 * open: a service that slows down is not spared, as users do not spare it. What is not
 * sent because too many requests are under way is counted. Thread-safe.
 */
public final class Traffic implements AutoCloseable {

	/**
	 * What users of the sample service do when all is well.
	 */
	public static final List<Call> USERS = List.of(new Call("GET", "/api/users"), new Call("GET", "/api/users/1"),
			new Call("GET", "/api/users/2"), new Call("POST", "/api/orders"), new Call("GET", "/api/users/3"));

	private static final int MAX_UNDER_WAY = 500;

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private static final long LONGEST_LATENCY_MICROS = TimeUnit.MINUTES.toMicros(2);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(REQUEST_TIMEOUT)
		.build();

	private final String service;

	private final Iterator<Arrival> arrivals;

	private final int retries;

	private final long maxRequests;

	private final Semaphore free = new Semaphore(MAX_UNDER_WAY);

	private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> unanswered = new ConcurrentHashMap<>();

	private final AtomicLong due = new AtomicLong();

	private final LongAdder notSent = new LongAdder();

	private final LongAdder retried = new LongAdder();

	private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST_LATENCY_MICROS, 3);

	private final AtomicLong longestPauseNanos = new AtomicLong();

	private final long start = System.nanoTime();

	private final Thread ticker = new Thread(this::tick, "traffic");

	private volatile boolean closed;

	private Traffic(URI service, Schedule schedule, int retries, long maxRequests) {
		this.service = service.toString().replaceFirst("/$", "");
		this.arrivals = schedule.arrivals();
		this.retries = retries;
		this.maxRequests = maxRequests;
		this.ticker.setDaemon(true);
	}

	/**
	 * Start to send requests at an even rate.
	 * @param service the address of the service
	 * @param calls the requests to make in turn
	 * @param rate how many a second
	 * @param limit how long at most
	 * @return the traffic
	 */
	public static Traffic start(URI service, List<Call> calls, int rate, Duration limit) {
		return start(service, Schedule.steady(calls, rate, limit), 0, Long.MAX_VALUE);
	}

	/**
	 * Start to send the requests of a schedule.
	 * @param service the address of the service; its path stands before those of the
	 * calls
	 * @param schedule which request is due when
	 * @param retries how often a request that failed is sent again at once
	 * @param maxRequests how many requests at most, repeated ones included
	 * @return the traffic
	 */
	public static Traffic start(URI service, Schedule schedule, int retries, long maxRequests) {
		Traffic traffic = new Traffic(service, schedule, retries, maxRequests);
		traffic.ticker.start();
		return traffic;
	}

	/**
	 * Return how many requests were answered, by status.
	 * @return the counts by status
	 */
	public Map<Integer, Long> answers() {
		return report().answers();
	}

	/**
	 * Return how many requests were answered.
	 * @return the count
	 */
	public long answered() {
		return report().answered();
	}

	/**
	 * Return how many requests were answered with a status below 500.
	 * @return the count
	 */
	public long served() {
		TrafficReport report = report();
		return report.answered() - report.failed();
	}

	/**
	 * Return how many requests got no answer, or were not sent because too many were
	 * under way.
	 * @return the count
	 */
	public long lost() {
		return report().lost();
	}

	/**
	 * Return the longest time between two requests beyond the planned one: how long this
	 * process, or the machine, stood still.
	 * @return the longest pause
	 */
	public Duration longestPause() {
		return Duration.ofNanos(this.longestPauseNanos.get());
	}

	/**
	 * Return what became of the requests so far.
	 * @return the report
	 */
	public TrafficReport report() {
		return new TrafficReport(Duration.ofNanos(System.nanoTime() - this.start), sums(this.answers),
				sums(this.unanswered), this.notSent.sum(), MAX_UNDER_WAY - this.free.availablePermits(),
				this.retried.sum(), this.latency.copy(), longestPause());
	}

	/**
	 * Return whether the last request was sent, and answered or given up.
	 * @return whether nothing more will happen
	 */
	public boolean isDone() {
		return !this.ticker.isAlive() && this.free.availablePermits() == MAX_UNDER_WAY;
	}

	/**
	 * Return whether it ended because it had sent as many requests as it may.
	 * @return whether the bound was reached
	 */
	public boolean isAtItsBound() {
		return this.due.get() >= this.maxRequests;
	}

	/**
	 * Send nothing more. Answers to what is under way still count.
	 */
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
		while (!this.closed && !isAtItsBound() && this.arrivals.hasNext()) {
			Arrival arrival = this.arrivals.next();
			long at = this.start + arrival.at().toNanos();
			long early = at - System.nanoTime();
			while (early > 0 && !this.closed) {
				LockSupport.parkNanos(early);
				early = at - System.nanoTime();
			}
			if (!this.closed && claim()) {
				this.longestPauseNanos.accumulateAndGet(-early, Math::max);
				send(arrival.call(), at);
			}
		}
	}

	// A place below the bound, which several threads may not pass together.
	private boolean claim() {
		return this.due.getAndUpdate((count) -> Math.min(count + 1, this.maxRequests)) < this.maxRequests;
	}

	private void send(Call call, long at) {
		if (this.free.tryAcquire()) {
			send(call, at, 0);
		}
		else {
			this.notSent.increment();
		}
	}

	private void send(Call call, long at, int attempt) {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(this.service + call.path()))
				.timeout(REQUEST_TIMEOUT)
				.method(call.method(), BodyPublishers.noBody())
				.build();
			this.client.sendAsync(request, BodyHandlers.discarding())
				.whenComplete((response, failure) -> end(call, at, attempt, response, failure));
		}
		catch (RuntimeException ex) {
			end(call, at, attempt, null, ex);
		}
	}

	private void end(Call call, long at, int attempt, @Nullable HttpResponse<Void> response,
			@Nullable Throwable failure) {
		boolean failed = response == null || response.statusCode() >= TrafficReport.FAILED;
		if (response != null) {
			long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - at);
			this.latency.recordValue(Math.min(micros, LONGEST_LATENCY_MICROS));
			count(this.answers, response.statusCode());
		}
		else {
			count(this.unanswered, reason(failure));
		}
		if (failed && attempt < this.retries && !this.closed && claim()) {
			// In the place of the failed one.
			this.retried.increment();
			send(call, System.nanoTime(), attempt + 1);
		}
		else {
			this.free.release();
		}
	}

	private static String reason(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof HttpTimeoutException) {
			return "no answer within %d s".formatted(REQUEST_TIMEOUT.toSeconds());
		}
		return (cause instanceof ConnectException) ? "connection refused" : "connection broken";
	}

	private static <K> void count(Map<K, LongAdder> counts, K key) {
		counts.computeIfAbsent(key, (unknown) -> new LongAdder()).increment();
	}

	private static <K> Map<K, Long> sums(Map<K, LongAdder> counts) {
		return counts.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().sum()));
	}

}
