package dev.telltale.observability.cardinality;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Sends many requests over a few connections that are kept alive, in batches: a client
 * that does more would need more processor time than the server that is tested.
 */
final class HttpLoad {

	private static final int CONNECTIONS = 4;

	private static final int BATCH = 25;

	private static final String STATUS_LINE = "HTTP/1.1 ";

	private final int port;

	HttpLoad(int port) {
		this.port = port;
	}

	/**
	 * Send requests.
	 * @param requests how many
	 * @param path the path of each
	 * @return how often each status was answered
	 */
	Map<Integer, Integer> send(int requests, IntFunction<String> path) throws Exception {
		Map<Integer, Integer> statuses = new TreeMap<>();
		ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
		try {
			List<Future<Map<Integer, Integer>>> parts = new ArrayList<>();
			for (int connection = 0; connection < CONNECTIONS; connection++) {
				int from = requests * connection / CONNECTIONS;
				int to = requests * (connection + 1) / CONNECTIONS;
				parts.add(executor.submit(() -> send(from, to, path)));
			}
			for (Future<Map<Integer, Integer>> part : parts) {
				part.get(120, TimeUnit.SECONDS).forEach((status, count) -> statuses.merge(status, count, Integer::sum));
			}
		}
		finally {
			executor.shutdownNow();
		}
		return statuses;
	}

	private Map<Integer, Integer> send(int from, int to, IntFunction<String> path) throws IOException {
		Map<Integer, Integer> statuses = new TreeMap<>();
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(30_000);
			BufferedReader answers = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
			for (int first = from; first < to; first += BATCH) {
				int end = Math.min(first + BATCH, to);
				StringBuilder batch = new StringBuilder();
				for (int i = first; i < end; i++) {
					batch.append("GET ").append(path.apply(i)).append(" HTTP/1.1\r\nHost: shop\r\n\r\n");
				}
				socket.getOutputStream().write(batch.toString().getBytes(StandardCharsets.ISO_8859_1));
				for (int i = first; i < end; i++) {
					statuses.merge(nextStatus(answers), 1, Integer::sum);
				}
			}
		}
		return statuses;
	}

	/**
	 * A body may end without a line, so that the next answer begins behind it.
	 */
	private static int nextStatus(BufferedReader answers) throws IOException {
		for (String line = answers.readLine(); line != null; line = answers.readLine()) {
			int start = line.indexOf(STATUS_LINE);
			if (start >= 0) {
				int status = start + STATUS_LINE.length();
				return Integer.parseInt(line.substring(status, status + 3));
			}
		}
		throw new EOFException("The server closed the connection");
	}

}
