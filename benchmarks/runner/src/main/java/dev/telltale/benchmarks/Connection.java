package dev.telltale.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP connection that sends one request again and again. As cheap as can be, for the
 * load and the service share the processors.
 */
final class Connection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private final byte[] request;

	private final StringBuilder line = new StringBuilder(128);

	Connection(int port, String path) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.in = new BufferedInputStream(this.socket.getInputStream(), 64 * 1024);
		this.out = this.socket.getOutputStream();
		this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Send the request and read the answer.
	 * @return the length of its body in bytes
	 * @throws IOException if the connection fails, or the status is not 200
	 */
	long exchange() throws IOException {
		this.out.write(this.request);
		String status = readLine();
		if (!status.startsWith("HTTP/1.1 200")) {
			throw new IOException("Status is '" + status + "'");
		}
		long length = -1;
		for (String header = readLine(); !header.isEmpty(); header = readLine()) {
			if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
				length = Long.parseLong(header.substring("content-length:".length()).strip());
			}
		}
		if (length >= 0) {
			this.in.skipNBytes(length);
			return length;
		}
		return skipChunks();
	}

	private long skipChunks() throws IOException {
		long length = 0;
		for (int chunk = readChunkLength(); chunk > 0; chunk = readChunkLength()) {
			this.in.skipNBytes(chunk);
			readLine();
			length += chunk;
		}
		readLine();
		return length;
	}

	private int readChunkLength() throws IOException {
		return Integer.parseInt(readLine(), 16);
	}

	private String readLine() throws IOException {
		this.line.setLength(0);
		while (true) {
			int character = this.in.read();
			if (character < 0) {
				throw new EOFException("The service closed the connection");
			}
			if (character == '\n') {
				return this.line.toString();
			}
			if (character != '\r') {
				this.line.append((char) character);
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
