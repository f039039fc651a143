package dev.telltale.cli.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the real programs.
 */
final class RealPrograms {

	private RealPrograms() {
	}

	/**
	 * Run a program and return what it says, which must end with 0.
	 */
	static String run(Tool tool, String... arguments) throws IOException, InterruptedException {
		List<String> command = Toolbox.standard().require(tool).command(arguments);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	static void assertAlertmanagerAccepts(Path configuration) throws IOException, InterruptedException {
		assertThat(run(Tool.AMTOOL, "check-config", configuration.toString())).contains("SUCCESS");
	}

}
