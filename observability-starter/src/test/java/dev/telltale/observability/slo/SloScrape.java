package dev.telltale.observability.slo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import dev.telltale.observability.TestService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import static org.awaitility.Awaitility.await;

/**
 * Reads SLO counters, and leaves a service before it has answered.
 */
final class SloScrape {

	private SloScrape() {
	}

	/**
	 * Return what an SLO has counted for availability, as {@code good/bad/reason…}.
	 */
	static String availability(MeterRegistry registry, String slo) {
		StringBuilder counts = new StringBuilder();
		counts.append("good=").append(events(registry, slo, "availability", "good"));
		counts.append(" bad=").append(events(registry, slo, "availability", "bad"));
		registry.find("slo.ignored.events")
			.tag("slo", slo)
			.counters()
			.stream()
			.filter((counter) -> counter.count() > 0)
			.map((counter) -> " " + counter.getId().getTag("reason") + "=" + (long) counter.count())
			.sorted()
			.forEach(counts::append);
		return counts.toString();
	}

	static long events(MeterRegistry registry, String slo, String sli, String result) {
		Counter counter = registry.get("slo.events").tag("slo", slo).tag("sli", sli).tag("result", result).counter();
		return (long) counter.count();
	}

	/**
	 * Ask for a path, and reset the connection once the first byte of the answer is
	 * there.
	 */
	static void abort(TestService service, String path) throws IOException {
		abort(service, path, (answer) -> answer.read());
	}

	/**
	 * Ask for a path, and reset the connection before there is an answer.
	 * @param reached tells whether the request has reached its handler
	 */
	static void abortBeforeAnswer(TestService service, String path, Callable<Boolean> reached) throws IOException {
		abort(service, path, (answer) -> await().until(reached));
	}

	private static void abort(TestService service, String path, Moment moment) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			moment.await(socket.getInputStream());
		}
	}

	/**
	 * When a client leaves.
	 */
	@FunctionalInterface
	private interface Moment {

		void await(InputStream answer) throws IOException;

	}

}
