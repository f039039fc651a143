package dev.telltale.tools.http;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LocalServer}.
 */
class LocalServerTests {

	private static final HttpHandler HANDLER = LocalServerTests::answer;

	@Test
	void servesByItsOwnThreads() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		try (LocalServer server = start((exchange) -> {
			thread.set(Thread.currentThread());
			answer(exchange);
		})) {
			assertThat(server.uri()).isEqualTo(URI.create("http://127.0.0.1:" + server.uri().getPort() + "/"));
			assertThat(get(server, "localhost")).startsWith("HTTP/1.1 200 ").endsWith("\r\nserved\n");
			assertThat(thread.get().getName()).isEqualTo("test-1");
			assertThat(thread.get().isDaemon()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:1", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080" })
	void answersToTheNamesOfThisMachine(String host) throws IOException {
		try (LocalServer server = start(HANDLER)) {
			assertThat(get(server, host)).startsWith("HTTP/1.1 200 ");
		}
	}

	@Test
	void answersToWhoNamesNoHost() throws IOException {
		try (LocalServer server = start(HANDLER)) {
			assertThat(send(server, "GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "rebound.example", "rebound.example:80", "localhost.example", "", "receiver" })
	void refusesForeignHosts(String host) throws IOException {
		try (LocalServer server = start(HANDLER)) {
			assertThat(get(server, host)).startsWith("HTTP/1.1 403 ")
				.endsWith("\r\nThis server answers to 127.0.0.1, [::1], localhost only\n");
		}
	}

	@Test
	void refusesForeignHostsThatAskForNoBody() throws IOException {
		try (LocalServer server = start(HANDLER)) {
			assertThat(send(server, "HEAD / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
				.startsWith("HTTP/1.1 403 ")
				.endsWith("\r\n\r\n");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "rebound.example" })
	void tellsBrowsersToKeepAnswersToThemselves(String host) throws IOException {
		try (LocalServer server = start(HANDLER)) {
			assertThat(get(server, host).lines()).contains("Cache-control: no-store",
					"Cross-origin-opener-policy: same-origin", "Cross-origin-resource-policy: same-origin",
					"Referrer-policy: no-referrer", "X-content-type-options: nosniff");
		}
	}

	@Test
	void closesTheConnectionThatAHandlerCannotServe() throws IOException {
		try (LocalServer server = start((exchange) -> {
			throw new IOException("gone");
		})) {
			assertThat(get(server, "localhost")).isEmpty();
		}
	}

	@Test
	void answersToFurtherNamesWhenOpened() throws IOException {
		// On the loopback interface, for this is a test.
		try (LocalServer server = LocalServer.startOpen("test", new InetSocketAddress("127.0.0.1", 0),
				Set.of("receiver"), 1, HANDLER)) {
			assertThat(get(server, "receiver:9095")).startsWith("HTTP/1.1 200 ");
			assertThat(get(server, "localhost")).startsWith("HTTP/1.1 200 ");
			assertThat(get(server, "rebound.example")).startsWith("HTTP/1.1 403 ")
				.endsWith("\r\nThis server answers to 127.0.0.1, [::1], localhost, receiver only\n");
		}
	}

	@Test
	void isNotOpenedWithoutNames() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> LocalServer.startOpen("test", new InetSocketAddress("127.0.0.1", 0), Set.of(), 1, HANDLER))
			.withMessage("a server that others reach needs the names it answers to");
	}

	@Test
	void listensOnLoopbackOnlyUnlessOpened() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LocalServer.start("test", new InetSocketAddress("0.0.0.0", 0), 1, HANDLER))
			.withMessageEndingWith(
					" is not a loopback address: the server has no authentication, let it listen on 127.0.0.1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> LocalServer.start("test", InetSocketAddress.createUnresolved("a", 0), 1, HANDLER))
			.withMessageContaining(" is not a loopback address");
	}

	@Test
	void saysThatThePortIsTaken() throws IOException {
		try (LocalServer server = start(HANDLER)) {
			InetSocketAddress taken = new InetSocketAddress("127.0.0.1", server.uri().getPort());
			assertThatExceptionOfType(BindException.class)
				.isThrownBy(() -> LocalServer.start("test", taken, 1, HANDLER))
				.withMessageStartingWith("Cannot listen on 127.0.0.1:" + taken.getPort() + " (")
				.withMessageEndingWith("): stop what listens there, or choose another port")
				.withCauseInstanceOf(BindException.class);
		}
	}

	@Test
	void closesTwiceAndFreesThePort() throws IOException {
		LocalServer server = start(HANDLER);
		server.close();
		server.close();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get(server, "localhost"));
		InetSocketAddress free = new InetSocketAddress("127.0.0.1", server.uri().getPort());
		LocalServer.start("test", free, 1, HANDLER).close();
	}

	@Test
	void waitsForWhatServesWithoutInterruptingIt() throws Exception {
		CountDownLatch serving = new CountDownLatch(1);
		AtomicReference<String> end = new AtomicReference<>("none");
		LocalServer server = start((exchange) -> {
			serving.countDown();
			try {
				TimeUnit.MILLISECONDS.sleep(200);
				end.set("served");
			}
			catch (InterruptedException ex) {
				end.set("interrupted");
			}
		});
		try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			serving.await();
			server.close();
			assertThat(end).hasValue("served");
		}
	}

	private static LocalServer start(HttpHandler handler) throws IOException {
		return LocalServer.start("test", new InetSocketAddress("127.0.0.1", 0), 1, handler);
	}

	private static void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = "served\n".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private static String get(LocalServer server, String host) throws IOException {
		return send(server, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));
	}

	// The client of the JDK sets the header Host itself.
	private static String send(LocalServer server, String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
