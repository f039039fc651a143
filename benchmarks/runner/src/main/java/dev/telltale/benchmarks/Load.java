package dev.telltale.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * A closed loop: some connections, each of which sends its next request when the last one
 * is answered. It rests but for the time of a {@link #run run}, and costs nothing then.
 */
final class Load implements AutoCloseable {

	private static final int CONNECTIONS = 8;

	private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

	private final List<Future<?>> connections = new ArrayList<>();

	private final LongAdder requests = new LongAdder();

	private final Object turn = new Object();

	private volatile boolean resting = true;

	private volatile boolean stopped;

	Load(int port) {
		for (int i = 0; i < CONNECTIONS; i++) {
			String path = "/orders/" + (i + 1);
			this.connections.add(this.threads.submit(() -> {
				// Not before, for Tomcat closes what sends no first request.
				if (awaitTurn()) {
					try (Connection connection = new Connection(port, path)) {
						do {
							connection.exchange();
							this.requests.increment();
						}
						while (awaitTurn());
					}
				}
				return null;
			}));
		}
	}

	private boolean awaitTurn() throws InterruptedException {
		if (this.resting) {
			synchronized (this.turn) {
				while (this.resting && !this.stopped) {
					this.turn.wait();
				}
			}
		}
		return !this.stopped;
	}

	/**
	 * Let the load run for a while.
	 * @param duration how long
	 * @throws IOException if a request failed: what is measured then would be something
	 * else
	 */
	void run(Duration duration) throws IOException, InterruptedException {
		synchronized (this.turn) {
			this.resting = false;
			this.turn.notifyAll();
		}
		Thread.sleep(duration.toMillis());
		this.resting = true;
		for (Future<?> connection : this.connections) {
			if (connection.isDone()) {
				try {
					connection.get();
				}
				catch (ExecutionException ex) {
					throw new IOException("A request failed: " + ex.getCause().getMessage(), ex.getCause());
				}
			}
		}
	}

	long requests() {
		return this.requests.sum();
	}

	@Override
	public void close() {
		synchronized (this.turn) {
			this.stopped = true;
			this.turn.notifyAll();
		}
		this.threads.shutdown();
	}

}
