package dev.telltale.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.contract.Contract;
import dev.telltale.mixins.contract.ContractReport;
import dev.telltale.mixins.doctor.Catalogue;
import dev.telltale.mixins.doctor.Examination;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mixin asks only what is answered: every panel, variable, rule and alert, at the
 * real Prometheus of the stack. What no machine of ours can run is scraped from
 * expositions written after its documentation.
 */
class ContractIT {

	private static final Duration UP_WITHIN = Duration.ofMinutes(2);

	private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);

	private static final Path DOCUMENTED = TestHome.project()
		.resolve("mixins/src/test/resources/dev/telltale/mixins/expositions");

	private static final Pattern COUNTER = Pattern
		.compile("(?m)^(\\w+_(?:total|count|sum|bucket)(?:\\{.*\\})? )([\\d.e+]+)$");

	private static final Instant START = Instant.now();

	private final Mixin mixin = Mixin.bundled();

	@Test
	void everythingThatIsAskedIsAnswered(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		HttpServer documented = documented();
		try (TestHome.Run up = home.start("up")) {
			up.await("Ctrl-C stops everything.", UP_WITHIN);
			scrape(folder, documented);
			use(home, up.address("sample-service"));
			ContractReport report = check(up.address("prometheus"));
			Instant end = Instant.now().plus(ANSWERED_WITHIN);
			while (!report.breaches().isEmpty() && Instant.now().isBefore(end)) {
				use(home, up.address("sample-service"));
				// Within the shortest window, and scraped by now.
				TimeUnit.SECONDS.sleep(5);
				report = check(up.address("prometheus"));
			}
			System.out.printf("%nContract: what the mixin asks%n%s%n", report.summary());
			assertThat(report.breaches()).isEmpty();
			theDoctorHasNothingToMend(home, folder, up.address("prometheus"));
		}
		finally {
			documented.stop(0);
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	private ContractReport check(URI prometheus) {
		Examination examination = Examination.of(this.mixin, Mixin.DEMO, Duration.ofSeconds(15),
				new PrometheusClient(prometheus), Instant.now());
		return Contract.of(this.mixin, Catalogue.bundled()).check(examination.inventory(), examination.doctor());
	}

	private static void theDoctorHasNothingToMend(TestHome home, Path folder, URI prometheus) throws Exception {
		Path demo = Files.writeString(folder.resolve("demo.json"), new JsonMapper().writeValueAsString(Mixin.DEMO));
		try (TestHome.Run doctor = home.start("doctor", "--prometheus", prometheus.toString(), "--config",
				demo.toString())) {
			assertThat(doctor.await(ANSWERED_WITHIN)).as(doctor.output()).isZero();
			assertThat(doctor.output()).contains(", 0 need something done (").doesNotContain("  ! ");
		}
	}

	// Every outcome there is: fast, slow, failed, refused.
	private static void use(TestHome home, URI service) throws Exception {
		for (int i = 0; i < 3; i++) {
			for (String path : List.of("/api/users", "/api/users/1", "/api/users/404", "/api/slow", "/api/error",
					"/api/flaky", "/nothing/here")) {
				home.call("GET", service.resolve(path));
			}
			home.call("POST", service.resolve("/api/orders"));
		}
		// The service calls itself by a client of its own.
		home.call("POST", service.resolve("/api/simulate-traffic"));
	}

	// Counters count on, or every rate of them would be nothing.
	private static String later(String exposition) {
		long seconds = Duration.between(START, Instant.now()).toSeconds();
		return COUNTER.matcher(exposition)
			.replaceAll((sample) -> Matcher.quoteReplacement(sample.group(1)
					+ new BigDecimal(sample.group(2)).add(BigDecimal.valueOf(seconds)).toPlainString()));
	}

	private static HttpServer documented() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] text = later(Files.readString(DOCUMENTED.resolve(exchange.getRequestURI().getPath().substring(1))))
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
			exchange.sendResponseHeaders(200, text.length);
			exchange.getResponseBody().write(text);
			exchange.close();
		});
		server.start();
		return server;
	}

	// Prometheus reads the files of its targets again when they change.
	private static void scrape(Path folder, HttpServer documented) throws IOException {
		Path targets = folder.resolve(".telltale/up/config/prometheus/targets/infrastructure.json");
		JsonMapper mapper = new JsonMapper();
		ArrayNode list = (ArrayNode) mapper.readTree(Files.readString(targets));
		List<String> names = new ArrayList<>();
		try (var files = Files.list(DOCUMENTED)) {
			files.forEach((file) -> names.add(file.getFileName().toString()));
		}
		for (String name : names) {
			list.addPOJO(Map.of("targets", List.of("127.0.0.1:" + documented.getAddress().getPort()), "labels",
					Map.of("__metrics_path__", "/" + name, "job", name.replaceFirst("\\..*", ""))));
		}
		Path aside = Files.writeString(targets.resolveSibling("infrastructure.new"), mapper.writeValueAsString(list),
				StandardCharsets.UTF_8);
		Files.move(aside, targets, StandardCopyOption.REPLACE_EXISTING);
	}

}
