package dev.telltale.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Gives the receiver, which runs in this process, a log file like every other
 * component's; the terminal stays for people.
 */
final class ReceiverLog {

	private static final int MAX_BYTES = 10 * 1024 * 1024;

	private ReceiverLog() {
	}

	static void writeTo(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		FileHandler handler = new FileHandler(file.toString(), MAX_BYTES, 1);
		handler.setFormatter(new SimpleFormatter());
		handler.setLevel(Level.INFO);
		Logger root = Logger.getLogger("");
		for (Handler other : root.getHandlers()) {
			root.removeHandler(other);
			other.close();
		}
		root.addHandler(handler);
	}

}
