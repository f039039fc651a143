package dev.telltale.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A release of the last commit, into a folder: {@code mvn -Prelease-dry-run -pl docs
 * verify}, for it takes longer than all other tests here.
 */
class DryRunIT {

	@Test
	@Timeout(value = 65, unit = TimeUnit.MINUTES)
	void aReleaseCanBeMade(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("dry-run.log");
		Path temporary = Files.createDirectory(folder.resolve("temporary"));
		List<String> command = new ArrayList<>(List.of(Page.ROOT.resolve("release/dry-run").toString(),
				Poms.text(Poms.read(Page.ROOT), "version").replaceFirst("-SNAPSHOT$", "")));
		String repository = System.getProperty("telltale.local.repository");
		command.add("-Dmaven.repo.local=" + repository);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().put("TMPDIR", temporary.toString());
		Process process = builder.start();
		try {
			process.getOutputStream().close();
			assertThat(process.waitFor(60, TimeUnit.MINUTES)).as("the dry run ended").isTrue();
			assertThat(log).content().contains("can be released");
			assertThat(process.exitValue()).isZero();
		}
		finally {
			process.destroy();
			process.waitFor(30, TimeUnit.SECONDS);
		}
		try (Stream<Path> left = Files.list(temporary)) {
			assertThat(left).isEmpty();
		}
	}

}
