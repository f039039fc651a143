package dev.telltale.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What README.md lets its reader type without a stack. {@link UpIT} and
 * {@link OwnServiceIT} do the rest.
 */
class ReadmeIT {

	private static final long PATIENCE_SECONDS = 60;

	@Test
	void rulesAndDashboardsAreRendered(@TempDir Path folder) throws Exception {
		run(folder, rendering(Readme.read()));
		assertThat(folder.resolve("monitoring/prometheus/rules/http.yaml")).isNotEmptyFile();
		assertThat(folder.resolve("monitoring/dashboards/service.json")).isNotEmptyFile();
		assertThat(folder.resolve("monitoring/alertmanager/alertmanager.yml")).isNotEmptyFile();
		assertThat(folder.resolve("monitoring/runbooks/HighErrorRate.md")).isNotEmptyFile();
	}

	@Test
	void theWalkOfThePlatformEngineerRendersObjectsOfKubernetes(@TempDir Path folder) throws Exception {
		Readme walk = Readme.read("docs/walks.md");
		String output = run(folder, rendering(walk));
		assertThat(walk.printed("Rendered ")).singleElement()
			.satisfies((line) -> assertThat(output).containsPattern(line));
		assertThat(folder.resolve("monitoring/kubernetes/rules-http.yaml")).isNotEmptyFile();
		assertThat(folder.resolve("monitoring/kubernetes/dashboard-service.yaml")).isNotEmptyFile();
		assertThat(folder.resolve("monitoring/kubernetes/alertmanager.yaml")).isNotEmptyFile();
	}

	private static List<String> rendering(Readme page) {
		List<String> commands = page.commands()
			.stream()
			.filter((line) -> line.startsWith("java -jar mixins/"))
			.toList();
		assertThat(commands).hasSize(1);
		return List.of(commands.get(0).split(" "));
	}

	/**
	 * Run a command where only what the build made of the mixin is.
	 */
	private static String run(Path folder, List<String> command) throws Exception {
		Path target = TestHome.project().resolve("mixins/target");
		Files.createSymbolicLink(Files.createDirectory(folder.resolve("mixins")).resolve("target"),
				target.toRealPath());
		List<String> words = new ArrayList<>(command);
		words.set(0, Path.of(System.getProperty("java.home"), "bin", words.get(0)).toString());
		Path log = folder.resolve("output.log");
		Process process = new ProcessBuilder(words).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String output = Files.readString(log);
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

}
