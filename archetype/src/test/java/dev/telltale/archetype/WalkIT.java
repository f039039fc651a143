package dev.telltale.archetype;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole way of a newcomer, which archetype/walk walks with a stopwatch: the service
 * is generated, built, run by {@code telltale up --service} and broken, until its alert
 * is delivered.
 */
@Tag("slow")
@Isolated("It is timed, and opens the ports that are documented.")
class WalkIT {

	// The script gives up after six.
	private static final int PATIENCE_MINUTES = 10;

	@Test
	void aNewcomerIsToldOfAFaultInTime() throws IOException, InterruptedException {
		Path log = Folders.empty("walk").resolve("walk.log");
		ProcessBuilder builder = new ProcessBuilder("bash", Path.of("walk").toAbsolutePath().toString())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		Map<String, String> environment = builder.environment();
		environment.put("JAVA_HOME", System.getProperty("java.home"));
		environment.put("MAVEN_OPTS", "-Dmaven.repo.local=" + Maven.REPOSITORY);
		environment.merge("PATH", Path.of(System.getProperty("maven.home"), "bin").toString(),
				(path, maven) -> maven + File.pathSeparator + path);
		Process process = builder.start();
		try {
			assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("ended, see %s", log).isTrue();
		}
		finally {
			process.destroy();
			if (!process.waitFor(30, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
		String laps = Files.readString(log);
		System.out.print(laps);
		assertThat(process.exitValue()).as(laps).isZero();
		assertThat(laps).contains("somebody is told");
	}

}
