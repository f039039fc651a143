package dev.telltale.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.cli.stack.SpringBootJar;
import dev.telltale.tools.process.ProcessLedger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A copy of what the command reads of the project, so that a test may change it and does
 * not meet a stack that somebody runs in the project itself.
 */
final class TestHome {

	private static final Path PROJECT = Path.of(System.getProperty("telltale.project"));

	private static final Duration SOON = Duration.ofSeconds(60);

	private final HttpClient client = HttpClient.newHttpClient();

	private final Path folder;

	TestHome(Path folder) throws IOException, InterruptedException {
		this.folder = folder;
		copy("examples");
		copy("mixins/src/main/jsonnet");
		new SpringBootJar(executableJar("sample-service"))
			.prepare(Path.of(System.getProperty("java.home"), "bin", "java"));
		link("sample-service/target");
		link("cli/target/zipkin");
		link("cli/target/faults");
	}

	static Path project() {
		return PROJECT;
	}

	Path folder() {
		return this.folder;
	}

	/**
	 * Replace a text in a file, which must be there.
	 */
	void edit(Path file, String text, String replacement) throws IOException {
		Path path = this.folder.resolve(file);
		String content = Files.readString(path);
		assertThat(content).contains(text);
		Files.writeString(path, content.replace(text, replacement));
	}

	/**
	 * Start the packaged command.
	 */
	Run start(String... arguments) throws IOException {
		return start(Map.of(), arguments);
	}

	Run start(Map<String, String> environment, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-Djdk.console=java.base", "-Dtelltale.home=" + this.folder, "-jar", executableJar("cli").toString()));
		command.addAll(List.of(arguments));
		Path log = Files.createTempFile(this.folder, "run-", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		return new Run(builder.start(), log);
	}

	List<ProcessLedger.Entry> components() {
		return Stream.of("up", "prove")
			.flatMap((stack) -> new ProcessLedger(this.folder.resolve(".telltale/" + stack + "/processes")).running()
				.stream())
			.toList();
	}

	static void await(String what, Condition condition) throws Exception {
		long deadline = System.nanoTime() + SOON.toNanos();
		while (!condition.holds()) {
			assertThat(System.nanoTime()).as("waited for " + what).isLessThan(deadline);
			TimeUnit.MILLISECONDS.sleep(200);
		}
	}

	/**
	 * Return every process, the guardian included, that has this folder in its command.
	 */
	List<String> leftBehind() throws InterruptedException {
		return leftBehind(this.folder);
	}

	static List<String> leftBehind(Path folder) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		List<String> left = processes(folder);
		// The guardian takes its leave a moment after its charges.
		while (!left.isEmpty() && System.nanoTime() < deadline) {
			TimeUnit.MILLISECONDS.sleep(100);
			left = processes(folder);
		}
		return left;
	}

	private static List<String> processes(Path folder) {
		return ProcessHandle.allProcesses()
			.map((process) -> process.info().commandLine().orElse(""))
			.filter((command) -> command.contains(folder.toString()))
			.toList();
	}

	HttpResponse<String> call(String method, URI uri) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(20))
			.method(method, BodyPublishers.noBody())
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

	private void link(String path) throws IOException {
		Path link = this.folder.resolve(path);
		Files.createDirectories(link.getParent());
		Files.createSymbolicLink(link, PROJECT.resolve(path).toRealPath());
	}

	private void copy(String path) throws IOException {
		Path source = PROJECT.resolve(path);
		try (Stream<Path> files = Files.walk(source)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = this.folder.resolve(path).resolve(source.relativize(file).toString());
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}

	static Path executableJar(String module) throws IOException {
		try (Stream<Path> files = Files.list(PROJECT.resolve(module).resolve("target"))) {
			return files.filter((file) -> file.getFileName().toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseThrow();
		}
	}

	/**
	 * What a test waits for.
	 */
	interface Condition {

		boolean holds() throws Exception;

	}

	/**
	 * A running command.
	 */
	record Run(Process process, Path log) implements AutoCloseable {

		String output() throws IOException {
			return Files.readString(this.log);
		}

		int await(Duration limit) throws IOException, InterruptedException {
			assertThat(this.process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
			return this.process.exitValue();
		}

		/**
		 * Wait until the output contains a text.
		 */
		void await(String text, Duration limit) throws IOException, InterruptedException {
			long deadline = System.nanoTime() + limit.toNanos();
			while (!output().contains(text)) {
				assertThat(this.process.isAlive() && System.nanoTime() < deadline).as(output()).isTrue();
				TimeUnit.MILLISECONDS.sleep(100);
			}
		}

		/**
		 * Return where a component listens, as the command told.
		 */
		URI address(String component) throws IOException {
			Matcher matcher = Pattern.compile(component + "[ 0-9.]* +(http://127.0.0.1:\\d+/)").matcher(output());
			assertThat(matcher.find()).as(output()).isTrue();
			return URI.create(matcher.group(1));
		}

		@Override
		public void close() throws InterruptedException {
			this.process.destroy();
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}

	}

}
