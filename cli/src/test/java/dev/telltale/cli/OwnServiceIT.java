package dev.telltale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that somebody brings, with the command's jar alone: no folder of this project
 * is named. That such a service is up and is broken, archetype/walk shows.
 */
class OwnServiceIT {

	private static final Path PROJECT = TestHome.project();

	private static final Duration PROVED_WITHIN = Duration.ofMinutes(4);

	private static final Duration SOON = Duration.ofSeconds(60);

	@TempDir
	private Path service;

	private void bring(String module, String name) throws IOException {
		link(module, name);
		write("traffic.yaml", "- GET /price/2\n- GET /price/5\n");
		Path example = PROJECT.resolve("examples/mixins/own");
		write("mixin.libsonnet",
				Files.readString(example.resolve("mixin.libsonnet"))
					.replace("orders-desk", name)
					.replace("of('booking')", "of('sale')"));
		write("runbooks/BookingsRefused.md", Files.readString(example.resolve("runbooks/BookingsRefused.md")));
		write("scenarios/sales-refused.yaml", """
				summary: Sales that are refused are noticed.
				traffic: {rate: 10, warmUp: 5s}
				fault: {request: GET /price/0, rate: 10, status: 500}
				expect:
				  - alert: BookingsRefused
				    receiver: warning
				allow:
				  - alert: HighErrorRate
				  - alert: LogErrorBurst
				""");
	}

	@Test
	void itsOwnAlertAndThoseOfEveryServiceAreProved() throws Exception {
		bring("ten-lines/servlet", "sales-desk");
		try (TestHome.Run prove = start("prove", "--service", ".", "sales-refused", "deadlock")) {
			assertThat(prove.await(PROVED_WITHIN)).as(prove.output()).isZero();
			assertThat(prove.output()).containsPattern("✔ delivered +warning hears of BookingsRefused")
				.containsPattern("✔ delivered +warning hears of ThreadsDeadlocked")
				.contains("2 of 2 scenarios passed");
		}
		assertThat(this.service.resolve(".telltale/prove/report/index.html")).isNotEmptyFile();
		assertThat(leftBehind()).isEmpty();
	}

	@Test
	void aFolderWithoutAServiceIsRefused() throws Exception {
		bring("ten-lines/servlet", "sales-desk");
		try (TestHome.Run up = start("up", "--service", "monitoring")) {
			assertThat(up.await(SOON)).isEqualTo(1);
			assertThat(up.output().strip()).hasLineCount(1)
				.startsWith("telltale: ")
				.contains("has no executable jar of Spring Boot");
		}
	}

	private TestHome.Run start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-Djdk.console=java.base", "-jar", TestHome.executableJar("cli").toString()));
		command.addAll(List.of(arguments));
		Path log = Files.createTempFile(this.service, "run-", ".log");
		return new TestHome.Run(new ProcessBuilder(command).directory(this.service.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start(), log);
	}

	private List<String> leftBehind() throws InterruptedException {
		return TestHome.leftBehind(this.service);
	}

	private void link(String module, String name) throws IOException {
		try (Stream<Path> files = Files.list(PROJECT.resolve(module).resolve("target"))) {
			Path jar = files.filter((file) -> file.getFileName().toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseThrow();
			Path target = Files.createDirectories(this.service.resolve("target"));
			Files.createSymbolicLink(target.resolve(name + ".jar"), jar.toRealPath());
		}
	}

	private void write(String file, String text) throws IOException {
		Path path = this.service.resolve("monitoring").resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

}
