package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessStampTests {

	private static final String ANY = "1";

	@Test
	void shellAndJavaAgree() throws Exception {
		long pid = ProcessHandle.current().pid();
		assertThat(ProcessStamp.of(pid)).contains(fromShell(pid));
	}

	@Test
	void aNameMayHoldAnything(@TempDir Path folder) throws Exception {
		Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("a) S (b"));
		Process process = new ProcessBuilder(program.toString(), "300").start();
		try {
			assertThat(ProcessStamp.of(process.pid())).contains(fromShell(process.pid()));
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void differsBetweenProcesses() throws Exception {
		Process process = new ProcessBuilder("sleep", "300").start();
		try {
			assertThat(ProcessStamp.of(process.pid())).isPresent()
				.isNotEqualTo(ProcessStamp.of(ProcessHandle.current().pid()));
		}
		finally {
			process.destroyForcibly();
		}
		process.waitFor();
		assertThat(ProcessStamp.of(process.pid())).isEmpty();
	}

	private static String fromShell(long pid) throws IOException {
		List<String> command = Scripts.LAUNCH.command(List.of(ANY));
		String functions = command.get(2).substring(0, command.get(2).indexOf("# Arguments:"));
		Process process = new ProcessBuilder("/bin/sh", "-c", functions + "stamp " + pid).redirectErrorStream(true)
			.start();
		return process.inputReader().readLine();
	}

}
