package dev.telltale.mixins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;

/**
 * Runs the real programs for tests.
 */
final class Programs {

	private Programs() {
	}

	static Result run(Tool tool, String... arguments) throws IOException, InterruptedException {
		List<String> command = Toolbox.standard().require(tool).command(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Result(process.waitFor(), output.strip());
	}

	record Result(int exitCode, String output) {

	}

}
