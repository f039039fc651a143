package dev.telltale.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service that a test starts on a free loopback port and stops by closing it.
 */
public final class TestService implements AutoCloseable {

	// A request without an answer is a failed test, not one that waits.
	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final HttpClient client = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	private TestService(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Start a service.
	 * @param type the kind of web application
	 * @param source its configuration
	 * @param properties its settings, as {@code name=value}
	 * @return the running service
	 */
	public static TestService start(WebApplicationType type, Class<?> source, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--server.address=127.0.0.1", "--server.shutdown=immediate"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new TestService(new SpringApplicationBuilder(source).web(type).run(arguments.toArray(String[]::new)));
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public MeterRegistry registry() {
		return bean(MeterRegistry.class);
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	/**
	 * Ask the port that serves users.
	 * @param path the path
	 * @return the status of the answer
	 */
	public int get(String path) throws IOException, InterruptedException {
		return get(port(), path).statusCode();
	}

	public HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + port + path);
		return this.client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString());
	}

	/**
	 * Return the names of the meters that observations of this kind made.
	 * @param prefix what the names start with
	 * @return the names
	 */
	public List<String> meters(String prefix) {
		return registry().getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.filter((name) -> name.startsWith(prefix))
			.distinct()
			.sorted()
			.toList();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
