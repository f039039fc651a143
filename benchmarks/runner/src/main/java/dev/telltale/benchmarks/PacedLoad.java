package dev.telltale.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * An open loop: requests leave when their time has come, whether earlier ones were slow
 * or not, and their latency counts from that time. Who waits for an answer before sending
 * the next hides what a pause costs.
 */
final class PacedLoad {

	private static final int CONNECTIONS = 8;

	private final int port;

	private final int rate;

	/**
	 * Create a load.
	 * @param port the port of the service
	 * @param rate requests a second
	 */
	PacedLoad(int port, int rate) {
		this.port = port;
		this.rate = rate;
	}

	/**
	 * Send requests for a while.
	 * @param duration how long
	 * @return the latencies in nanoseconds, the least first
	 * @throws IOException if a request failed
	 */
	long[] run(Duration duration) throws IOException, InterruptedException {
		int each = (int) (duration.toMillis() * this.rate / 1000 / CONNECTIONS);
		long interval = 1_000_000_000L * CONNECTIONS / this.rate;
		long start = System.nanoTime() + 10_000_000;
		ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
		try {
			List<Future<long[]>> connections = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				String path = "/orders/" + (i + 1);
				long first = start + i * interval / CONNECTIONS;
				connections.add(threads.submit(() -> send(path, first, interval, each)));
			}
			List<long[]> latencies = new ArrayList<>();
			for (Future<long[]> connection : connections) {
				latencies.add(connection.get());
			}
			return latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
		}
		catch (ExecutionException ex) {
			throw new IOException("A request failed: " + ex.getCause().getMessage(), ex.getCause());
		}
		finally {
			threads.shutdownNow();
		}
	}

	private long[] send(String path, long first, long interval, int count) throws IOException {
		long[] latencies = new long[count];
		try (Connection connection = new Connection(this.port, path)) {
			for (int i = 0; i < count; i++) {
				long due = first + i * interval;
				for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
					LockSupport.parkNanos(left);
				}
				connection.exchange();
				latencies[i] = System.nanoTime() - due;
			}
		}
		return latencies;
	}

	/**
	 * Return the value below which a share of the values lies.
	 * @param sorted values, the least first
	 * @param share between 0 and 1
	 * @return the value
	 */
	static long quantile(long[] sorted, double share) {
		return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
	}

}
