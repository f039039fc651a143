package dev.telltale.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.telltale.cli.stack.Home;
import dev.telltale.tools.process.InstanceLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that ran within this process.
 *
 * @param exitCode its exit code
 * @param output what it printed
 * @param errors what it complained about
 */
record CommandRun(int exitCode, String output, String errors) {

	private static final String HOME = "telltale.home";

	static CommandRun of(String... words) {
		return in(null, words);
	}

	static CommandRun in(@Nullable Home home, String... words) {
		PrintStream out = System.out;
		PrintStream err = System.err;
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		ByteArrayOutputStream errors = new ByteArrayOutputStream();
		System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
		System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
		if (home != null) {
			System.setProperty(HOME, home.folder().toString());
		}
		try {
			int exitCode = TelltaleCommand.run(words);
			return new CommandRun(exitCode, output.toString(StandardCharsets.UTF_8),
					errors.toString(StandardCharsets.UTF_8));
		}
		finally {
			System.clearProperty(HOME);
			System.setOut(out);
			System.setErr(err);
		}
	}

	/**
	 * Make a folder a project in which a stack is up, as far as other commands can tell.
	 */
	static InstanceLock stack(Home home, Map<String, URI> addresses) throws Exception {
		Files.createDirectories(home.folder().resolve("examples/stack"));
		InstanceLock lock = InstanceLock.acquire(home.state("up"));
		write(home, new JsonMapper().writeValueAsString(addresses));
		return lock;
	}

	static void write(Home home, String addresses) throws IOException {
		Path state = Files.createDirectories(home.state("up"));
		Files.writeString(state.resolve("addresses.json"), addresses);
	}

}
