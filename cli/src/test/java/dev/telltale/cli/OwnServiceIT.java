package dev.telltale.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that somebody brings, as README.md says, with the command's jar alone: no
 * folder of this project is named.
 */
class OwnServiceIT {

	private static final Path PROJECT = TestHome.project();

	private static final Duration UP_WITHIN = Duration.ofMinutes(2);

	private static final Duration PROVED_WITHIN = Duration.ofMinutes(4);

	private static final Duration SOON = Duration.ofSeconds(60);

	// The README's reader is in one folder, and the service in another beside it.
	private Path home;

	private Path service;

	@BeforeEach
	void setUp(@TempDir Path folder) throws IOException {
		this.home = Files.createDirectory(folder.resolve("telltale"));
		this.service = Files.createDirectory(folder.resolve("shop"));
	}

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
		try (TestHome.Run prove = start(
				Readme.arguments("./telltale prove --service ../shop", "sales-refused", "deadlock"))) {
			assertThat(prove.await(PROVED_WITHIN)).as(prove.output()).isZero();
			assertThat(prove.output()).containsPattern("✔ delivered +warning hears of BookingsRefused")
				.containsPattern("✔ delivered +warning hears of ThreadsDeadlocked")
				.contains("2 of 2 scenarios passed");
		}
		assertThat(this.home.resolve(".telltale/prove/report/index.html")).isNotEmptyFile();
		assertThat(leftBehind()).isEmpty();
	}

	@Test
	void itIsUpAndIsBroken() throws Exception {
		bring("ten-lines/servlet", "sales-desk");
		try (TestHome.Run up = start(Readme.arguments("./telltale up --service ../shop"))) {
			up.await("Ctrl-C stops everything.", UP_WITHIN);
			URI price = up.address("sales-desk").resolve("/price/2");
			assertThat(status(price)).isEqualTo(200);
			try (TestHome.Run broken = start(Readme.arguments("./telltale break errors --for 60s"))) {
				assertThat(broken.await(SOON)).as(broken.output()).isZero();
				assertThat(broken.output()).contains("sales-desk is broken: errors for 1m")
					.contains("/runbooks/HighErrorRate.md");
			}
			assertThat(status(price)).isEqualTo(500);
		}
		assertThat(leftBehind()).isEmpty();
	}

	private static int status(URI address) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
	}

	@Test
	void aFolderWithoutAServiceIsRefused() throws Exception {
		bring("ten-lines/servlet", "sales-desk");
		try (TestHome.Run up = start("up", "--service", "../shop/monitoring")) {
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
		Path log = Files.createTempFile(this.home, "run-", ".log");
		return new TestHome.Run(new ProcessBuilder(command).directory(this.home.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start(), log);
	}

	private List<String> leftBehind() throws InterruptedException {
		return TestHome.leftBehind(this.home.getParent());
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
