package dev.telltale.tools.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell scripts beside this class. They are handed to {@code /bin/sh} as arguments,
 * so that nothing needs to be written anywhere.
 */
enum Scripts {

	/** Enters itself into the ledger, then becomes a command. */
	LAUNCH("launch.sh"),

	/** Ends what runs when the supervisor does not any more. */
	GUARDIAN("guardian.sh");

	private final String text;

	Scripts(String name) {
		this.text = read("ledger.sh") + read(name);
	}

	List<String> command(List<String> arguments) {
		List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", this.text, "telltale"));
		command.addAll(arguments);
		return command;
	}

	private static String read(String name) {
		try (InputStream resource = Scripts.class.getResourceAsStream(name)) {
			if (resource == null) {
				throw new IOException(name + " is missing from the class path");
			}
			return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
