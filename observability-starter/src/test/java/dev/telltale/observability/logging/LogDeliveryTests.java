package dev.telltale.observability.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LogDelivery} in services that really run: what happens to requests and
 * to the counter when console or file fail.
 */
@Timeout(120)
class LogDeliveryTests {

	private static final Logger logger = LoggerFactory.getLogger("shop");

	private final PrintStream console = System.out;

	private final CountDownLatch consoleOpen = new CountDownLatch(1);

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeEach
	void cleanUp() {
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
	}

	@AfterEach
	void restore() {
		this.consoleOpen.countDown();
		cleanUp();
		System.setOut(this.console);
		AnsiOutput.setEnabled(AnsiOutput.Enabled.DETECT);
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
	}

	@Test
	void aConsoleThatBlocksLeavesRequestsAloneAndIsVisibleInTheCounter() throws Exception {
		try (ConfigurableApplicationContext context = run("--telltale.logging.async.queue-size=64KB",
				"--telltale.logging.async.flush-timeout=200ms")) {
			double before = dropped(context);
			System.setOut(new PrintStream(new Blocking()));
			for (int i = 0; i < 50; i++) {
				long start = System.nanoTime();
				assertThat(get(context, "/order")).isEqualTo("ordered");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			}
			assertThat(dropped(context)).isGreaterThan(before);
		}
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux has a device that is always full")
	void aFullDiskLeavesRequestsAloneAndIsVisibleInTheCounter(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("shop.log");
		try (ConfigurableApplicationContext context = run("--logging.file.name=" + file)) {
			get(context, "/order");
			await().until(() -> Files.readString(file).contains("ordering"));
			double before = dropped(context);
			FileSink sink = (FileSink) appender("FILE").getSink();
			Files.delete(file);
			Files.createSymbolicLink(file, Path.of("/dev/full"));
			sink.openFile(file.toString());
			assertThat(get(context, "/order")).isEqualTo("ordered");
			await().atMost(Duration.ofSeconds(10)).until(() -> dropped(context) > before);
			Files.delete(file);
			await().atMost(Duration.ofSeconds(10)).until(() -> {
				get(context, "/order");
				return Files.exists(file) && Files.readString(file).contains("ordering");
			});
			for (String line : Files.readAllLines(file)) {
				assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue();
			}
		}
	}

	@Test
	void theCounterStandsAtZeroFromTheStart() throws Exception {
		try (ConfigurableApplicationContext context = run("--spring.main.lazy-initialization=true")) {
			assertThat(get(context, "/actuator/prometheus"))
				.contains("# TYPE telltale_log_events_dropped_total counter")
				.contains("# HELP telltale_log_events_dropped_total Log events that were lost");
		}
	}

	@Test
	void deliveryCanBeSynchronous() throws Exception {
		try (ConfigurableApplicationContext context = run("--telltale.logging.async.enabled=false")) {
			assertThat(rootAppender("CONSOLE")).isNotInstanceOf(AsyncLineAppender.class);
			assertThat(get(context, "/order")).isEqualTo("ordered");
		}
	}

	@Test
	void aTerminalIsWrittenToDirectly() throws Exception {
		try (ConfigurableApplicationContext context = run("--spring.output.ansi.enabled=always")) {
			assertThat(rootAppender("CONSOLE")).isNotInstanceOf(AsyncLineAppender.class);
		}
	}

	@Test
	void thresholdsOfBootStillHold(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("shop.log");
		try (ConfigurableApplicationContext context = run("--logging.file.name=" + file,
				"--logging.threshold.file=error")) {
			logger.warn("below");
			logger.error("above");
			appender("FILE").flush();
			assertThat(Files.readString(file)).contains("above").doesNotContain("below");
		}
	}

	@Test
	void aStartUpThatFailsSaysWhyBeforeTheProcessEnds(@TempDir Path folder) throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String output = runProcess(folder, "--server.address=127.0.0.1", "--server.port=" + taken.getLocalPort());
			assertThat(output).contains("APPLICATION FAILED TO START");
			output.lines().forEach((line) -> assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue());
		}
	}

	@Test
	void anApplicationThatFailsAfterItsStartSaysWhyBeforeTheProcessEnds(@TempDir Path folder) throws Exception {
		assertThat(runProcess(folder, "--fail=true", "--server.address=127.0.0.1", "--server.port=0",
				"--logging.register-shutdown-hook=false"))
			.contains("cannot run");
	}

	private static String runProcess(Path folder, String... arguments) throws Exception {
		Path output = folder.resolve("output");
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("java.class.path"), Shop.class.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(1);
			return Files.readString(output);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(Shop.class);
		// Not asynchronous by default, for a test starts it.
		application.setDefaultProperties(
				Map.of("server.port", "0", "server.address", "127.0.0.1", "telltale.logging.async.enabled", "true"));
		return application.run(arguments);
	}

	private String get(ConfigurableApplicationContext context, String path) throws IOException, InterruptedException {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		return this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.ofString())
			.body();
	}

	private double dropped(ConfigurableApplicationContext context) throws IOException, InterruptedException {
		return get(context, "/actuator/prometheus").lines()
			.filter((line) -> line.startsWith("telltale_log_events_dropped_total"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.findFirst()
			.orElseThrow();
	}

	private static AsyncLineAppender appender(String name) {
		return (AsyncLineAppender) rootAppender(name);
	}

	private static Object rootAppender(String name) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		return context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(name);
	}

	private final class Blocking extends OutputStream {

		@Override
		public void write(int value) {
			try {
				LogDeliveryTests.this.consoleOpen.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Shop {

		@GetMapping("/order")
		String order() {
			for (int i = 0; i < 10; i++) {
				logger.info("ordering {}", "x".repeat(1000));
			}
			return "ordered";
		}

		@Bean
		CommandLineRunner runner(Environment environment) {
			return (arguments) -> {
				if (environment.getProperty("fail", Boolean.class, false)) {
					throw new IllegalStateException("cannot run");
				}
			};
		}

		public static void main(String[] arguments) {
			SpringApplication.run(Shop.class, arguments);
		}

	}

}
