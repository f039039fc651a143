package dev.telltale.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

import dev.telltale.cli.receiver.NotificationReceiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReceiveCommand}, and for the receiver that listens beyond this
 * machine.
 */
class ReceiveCommandTests {

	private static final URI ALERTMANAGER = URI.create("http://127.0.0.1:9");

	@ParameterizedTest
	@CsvSource({ "--listen=0.0.0.0:0, name the hosts it answers to with --host",
			"--listen=9095, write it like 127.0.0.1:9095", "--listen=127.0.0.1:99999, write it like 127.0.0.1:9095",
			"--listen=0.0.0.0:0 --host=http://receiver, is no host name",
			"--listen=127.0.0.1:0 --alertmanager=ftp://x, is not the address of an Alertmanager" })
	void wrongWordsAreExplained(String words, String message) {
		PrintStream original = System.err;
		ByteArrayOutputStream captured = new ByteArrayOutputStream();
		System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
		try {
			assertThat(TelltaleCommand.run(("receive " + words).split(" "))).isEqualTo(2);
		}
		finally {
			System.setErr(original);
		}
		assertThat(captured.toString(StandardCharsets.UTF_8)).contains(message);
	}

	@Test
	void anOpenReceiverAnswersToItsNamesOnly(@TempDir Path folder) throws Exception {
		// On the loopback interface, for this is a test.
		try (NotificationReceiver receiver = NotificationReceiver.startOpen(new InetSocketAddress("127.0.0.1", 0),
				Set.of("receiver"), folder.resolve("log.jsonl"), ALERTMANAGER)) {
			assertThat(status(receiver, "receiver:9095")).isEqualTo(200);
			assertThat(status(receiver, "localhost")).isEqualTo(200);
			assertThat(status(receiver, "evil.example")).isEqualTo(403);
		}
	}

	@Test
	void anOpenReceiverNeedsAName(@TempDir Path folder) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotificationReceiver
			.startOpen(new InetSocketAddress("127.0.0.1", 0), Set.of(), folder.resolve("log.jsonl"), ALERTMANAGER));
	}

	// The client of the JDK sets the header Host itself.
	private static int status(NotificationReceiver receiver, String host) throws Exception {
		try (Socket socket = new Socket(receiver.uri().getHost(), receiver.uri().getPort())) {
			socket.getOutputStream()
				.write("GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return Integer.parseInt(answer.split(" ")[1]);
		}
	}

}
