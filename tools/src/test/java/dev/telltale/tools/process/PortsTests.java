package dev.telltale.tools.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTests {

	private final Ports ports = new Ports();

	@Test
	void keepsAFreePort() throws IOException {
		int port = onceFree();
		Ports.Choice choice = this.ports.prefer(port);
		assertThat(choice.port()).isEqualTo(port);
		assertThat(choice.moved()).isFalse();
	}

	@Test
	void movesFromAPortThatAnotherProcessWasGiven(@TempDir Path claims) throws Exception {
		int port = onceFree();
		Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Other.class.getName(), claims.toString(), String.valueOf(port))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			assertThat(other.inputReader().readLine()).isEqualTo(String.valueOf(port));
			assertThat(new Ports(claims).prefer(port).moved()).isTrue();
		}
		finally {
			other.destroyForcibly().waitFor();
		}
		assertThat(new Ports(claims).prefer(port).moved()).isFalse();
	}

	@Test
	void movesFromAPortThatAnotherChooserHasGiven() throws IOException {
		int port = new Ports().free();
		assertThat(this.ports.prefer(port).moved()).isTrue();
	}

	@Test
	void movesFromATakenPort() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertMoved(this.ports.prefer(taken.getLocalPort()), taken);
		}
	}

	@Test
	void movesFromAPortTakenOnAllInterfaces() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			assertMoved(this.ports.prefer(taken.getLocalPort()), taken);
		}
	}

	@Test
	void movesByTenThousand() throws IOException {
		int port = IntStream.range(20_000, 30_000)
			.filter((candidate) -> isFree(candidate) && isFree(candidate + 10_000))
			.findFirst()
			.orElseThrow();
		assertThat(this.ports.prefer(port).moved()).isFalse();
		assertThat(this.ports.prefer(port)).isEqualTo(new Ports.Choice(port + 10_000, port));
	}

	@Test
	void neverHandsOutAPortTwice() {
		assertThat(IntStream.range(0, 200).map((i) -> free()).distinct().count()).isEqualTo(200);
	}

	@Test
	void leavesTheRangeOfPorts() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			for (int i = 0; i < 10; i++) {
				assertThat(this.ports.prefer(taken.getLocalPort()).port()).isBetween(1024, 65535);
			}
		}
	}

	private static void assertMoved(Ports.Choice choice, ServerSocket taken) {
		assertThat(choice.moved()).isTrue();
		assertThat(choice.preferred()).isEqualTo(taken.getLocalPort());
		assertThat(choice.port()).isNotEqualTo(taken.getLocalPort());
	}

	private static int onceFree() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private int free() {
		try {
			return this.ports.free();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Another process that is given a port and keeps it.
	 */
	static final class Other {

		private Other() {
		}

		public static void main(String[] args) throws Exception {
			System.out.println(new Ports(Path.of(args[0])).prefer(Integer.parseInt(args[1])).port());
			Thread.sleep(Duration.ofMinutes(1).toMillis());
		}

	}

}
