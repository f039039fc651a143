package dev.telltale.cli.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/**
 * What became of the requests up to a moment. Every request that was due is in exactly
 * one place: answered, unanswered, not sent, or under way. Immutable.
 *
 * @param elapsed the time since the start
 * @param answers the answered ones by status
 * @param unanswered those without an answer, by reason
 * @param notSent those that were due while too many were under way
 * @param underWay those whose answer is awaited
 * @param retried how many of all repeat a failed one
 * @param latency from when an answered request was due to its answer, in microseconds:
 * also the wait of a request that could not be sent in time
 * @param longestPause how long this process, or the machine, stood still
 */
public record TrafficReport(Duration elapsed, Map<Integer, Long> answers, Map<String, Long> unanswered, long notSent,
		long underWay, long retried, Histogram latency, Duration longestPause) {

	/** Statuses from here on are failures. */
	static final int FAILED = 500;

	/**
	 * Create a report.
	 * @param elapsed the time since the start
	 * @param answers the answered ones by status
	 * @param unanswered those without an answer, by reason
	 * @param notSent those that were not sent
	 * @param underWay those whose answer is awaited
	 * @param retried how many of all repeat a failed one
	 * @param latency the latency of the answered ones
	 * @param longestPause how long this process stood still
	 */
	public TrafficReport {
		answers = new TreeMap<>(answers);
		unanswered = new TreeMap<>(unanswered);
	}

	/**
	 * Return how many were answered.
	 * @return the count
	 */
	public long answered() {
		return sum(this.answers);
	}

	/**
	 * Return how many were answered with a status of 500 or above.
	 * @return the count
	 */
	public long failed() {
		return this.answers.entrySet()
			.stream()
			.filter((answer) -> answer.getKey() >= FAILED)
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	/**
	 * Return how many got no answer or were not sent.
	 * @return the count
	 */
	public long lost() {
		return sum(this.unanswered) + this.notSent;
	}

	/**
	 * Return how many were due.
	 * @return the count
	 */
	public long due() {
		return answered() + lost() + this.underWay;
	}

	/**
	 * Return a latency.
	 * @param percentile the percentile, such as 99
	 * @return such as {@code 12 ms}
	 */
	public String latency(double percentile) {
		return text(this.latency.getValueAtPercentile(percentile));
	}

	private static String text(long micros) {
		return (micros < 10_000) ? "%.1f ms".formatted(micros / 1e3)
				: (micros < 1_000_000) ? "%d ms".formatted(micros / 1_000) : "%.1f s".formatted(micros / 1e6);
	}

	private static long sum(Map<?, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

}
