package dev.telltale.mixins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes mail on the loopback interface and keeps it: as much of SMTP as the Alertmanager
 * speaks.
 */
final class MailServer implements AutoCloseable {

	private final ServerSocket socket;

	private final List<Mail> mails = new CopyOnWriteArrayList<>();

	private MailServer(ServerSocket socket) {
		this.socket = socket;
	}

	static MailServer start() throws IOException {
		MailServer server = new MailServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
		Thread thread = new Thread(server::accept, "mail-server");
		thread.setDaemon(true);
		thread.start();
		return server;
	}

	String address() {
		return "127.0.0.1:" + this.socket.getLocalPort();
	}

	List<Mail> mails() {
		return this.mails;
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try (Socket client = this.socket.accept()) {
				serve(client);
			}
			catch (IOException ex) {
				// The client or this server has gone.
			}
		}
	}

	private void serve(Socket client) throws IOException {
		BufferedReader in = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
		OutputStream out = client.getOutputStream();
		String login = "";
		String recipient = "";
		reply(out, "220 loopback");
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String verb = line.split(" ")[0].toUpperCase();
			switch (verb) {
				case "EHLO" -> reply(out, "250-loopback\r\n250 AUTH PLAIN");
				case "AUTH" -> {
					login = new String(Base64.getDecoder().decode(line.split(" ")[2]), StandardCharsets.UTF_8)
						.replace('\0', ' ')
						.strip();
					reply(out, "235 ok");
				}
				case "RCPT" -> {
					recipient = line;
					reply(out, "250 ok");
				}
				case "DATA" -> {
					reply(out, "354 go on");
					this.mails.add(new Mail(login, recipient, message(in)));
					reply(out, "250 ok");
				}
				case "QUIT" -> {
					reply(out, "221 bye");
					return;
				}
				default -> reply(out, "250 ok");
			}
		}
	}

	private static String message(BufferedReader in) throws IOException {
		StringBuilder message = new StringBuilder();
		for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
			message.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
		}
		return message.toString();
	}

	private static void reply(OutputStream out, String text) throws IOException {
		out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * A mail.
	 *
	 * @param login user and password
	 * @param recipient the line that names the recipient
	 * @param source the message as it was sent
	 */
	record Mail(String login, String recipient, String source) {

		/**
		 * Return the message without its quoted-printable encoding.
		 */
		String text() {
			byte[] bytes = this.source.replace("=\n", "").getBytes(StandardCharsets.ISO_8859_1);
			byte[] decoded = new byte[bytes.length];
			int length = 0;
			for (int index = 0; index < bytes.length; index++) {
				if (bytes[index] == '=' && index + 2 < bytes.length && Character.digit(bytes[index + 1], 16) >= 0
						&& Character.digit(bytes[index + 2], 16) >= 0) {
					decoded[length++] = (byte) Integer
						.parseInt(new String(bytes, index + 1, 2, StandardCharsets.ISO_8859_1), 16);
					index += 2;
				}
				else {
					decoded[length++] = bytes[index];
				}
			}
			return new String(decoded, 0, length, StandardCharsets.UTF_8);
		}

	}

}
