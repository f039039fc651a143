package dev.telltale.tenlines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.Scrape;
import org.awaitility.Awaitility;

/**
 * The packaged service in a process of its own, on a free loopback port. It inherits no
 * environment, so that nothing but its class path configures it.
 */
final class ServiceProcess implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("started on port (\\d+)");

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final Path output;

	private final int port;

	private ServiceProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
		this.port = Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::findPort, Objects::nonNull);
	}

	/**
	 * Start the service and wait until it listens.
	 * @param folder the folder for its output
	 * @param settings settings, as {@code name=value}
	 * @return the running service
	 */
	static ServiceProcess start(Path folder, String... settings) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-jar", jar().toString(), "--server.port=0", "--server.address=127.0.0.1"));
		for (String setting : settings) {
			command.add("--" + setting);
		}
		Path output = Files.createTempFile(folder, "service", ".log");
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().clear();
		Process process = builder.start();
		try {
			return new ServiceProcess(process, output);
		}
		catch (RuntimeException | Error ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	/**
	 * Return the service as it was packaged.
	 * @return the executable jar
	 */
	static Path jar() {
		return Path.of(System.getProperty("telltale.service"));
	}

	private Integer findPort() throws IOException {
		String text = Files.readString(this.output);
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The service ended with " + this.process.exitValue() + ": " + text);
		}
		Matcher matcher = STARTED.matcher(text);
		return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
	}

	HttpResponse<String> get(String path, Map<String, String> headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(Duration.ofSeconds(30));
		headers.forEach(request::header);
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	int get(String path) throws IOException, InterruptedException {
		return get(path, Map.of()).statusCode();
	}

	Scrape scrape() throws IOException, InterruptedException {
		return Scrape.parse(get("/actuator/prometheus", Map.of()).body());
	}

	LogLines log() throws IOException {
		return LogLines.of(Files.readString(this.output));
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
