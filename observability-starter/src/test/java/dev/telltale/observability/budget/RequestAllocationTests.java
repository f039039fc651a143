package dev.telltale.observability.budget;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;
import dev.telltale.observability.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bounds how much memory the server allocates for a request. The compiler that the
 * starter's tests run with never takes an allocation away, so that the number is the same
 * on every machine; others allocate less.
 */
class RequestAllocationTests {

	private static final int WARM_UP = 500;

	private static final int WINDOWS = 5;

	private static final int REQUESTS = 400;

	private static final int BATCH = 10;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final PrintStream console = System.out;

	/**
	 * What catches the output of a test allocates for each line.
	 */
	@BeforeEach
	void dropOutput() {
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
	}

	/**
	 * Tests that follow in this process look at the output right after the call, which
	 * the lines of a new application allow.
	 */
	@AfterEach
	void restoreOutput() {
		System.setOut(this.console);
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
		new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run().close();
	}

	@Test
	void aRequestAllocatesNoMoreThanItsBudget() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, OrderController.class,
				"spring.application.name=shop", "management.tracing.sampling.probability=0",
				"telltale.logging.console-format=json", "telltale.logging.async.enabled=true",
				"server.tomcat.max-keep-alive-requests=-1"); Socket socket = new Socket("127.0.0.1", service.port())) {
			socket.setSoTimeout(30_000);
			send(socket, WARM_UP);
			long bytes = Long.MAX_VALUE;
			// What else the process does, such as to refresh its health, is not in every
			// window.
			for (int window = 0; window < WINDOWS; window++) {
				long before = allocatedByOthers();
				send(socket, REQUESTS);
				bytes = Math.min(bytes, (allocatedByOthers() - before) / REQUESTS);
			}
			// For whoever sets the bound.
			this.console.println("Bytes allocated by a request: " + bytes);
			assertThat(bytes).as("bytes allocated by a request").isLessThanOrEqualTo(Budget.of("bytes-per-request"));
		}
	}

	/**
	 * Return what all threads but this one, which plays the client, have allocated.
	 */
	private long allocatedByOthers() {
		long sum = 0;
		for (long id : this.threads.getAllThreadIds()) {
			if (id != Thread.currentThread().getId()) {
				sum += Math.max(0, this.threads.getThreadAllocatedBytes(id));
			}
		}
		return sum;
	}

	private static void send(Socket socket, int requests) throws IOException {
		BufferedReader answers = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
		byte[] batch = "GET /orders/42 HTTP/1.1\r\nHost: shop\r\n\r\n".repeat(BATCH)
			.getBytes(StandardCharsets.ISO_8859_1);
		for (int sent = 0; sent < requests; sent += BATCH) {
			socket.getOutputStream().write(batch);
			int answered = 0;
			// A body ends without a line, so that the next answer begins behind it.
			for (int lines = 0; answered < BATCH; lines++) {
				String line = answers.readLine();
				assertThat(line).as("line %d of the answers", lines).isNotNull();
				answered += line.contains("Date:") ? 1 : 0;
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
