package dev.telltale.observability.cardinality;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.observability.TestService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever users send, a service with two registries, with Spring Security and with a
 * management port of its own makes no more series than its limits allow.
 */
@org.junit.jupiter.api.Tag("flood")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractHttpCardinalityTests {

	/** Paths below are named by themselves, which is the mistake of a user. */
	static final String RAW = "/raw/";

	private static final String REQUESTS = "http.server.requests";

	private static final int MANY = 10_000;

	private final WebApplicationType type;

	private final Class<?> source;

	private TestService service;

	private HttpLoad users;

	AbstractHttpCardinalityTests(WebApplicationType type, Class<?> source) {
		this.type = type;
		this.source = source;
	}

	@BeforeAll
	void start() {
		// The tests' class path has two servers, and only one may serve the management
		// port.
		String withoutTomcat = "spring.autoconfigure.exclude=org.springframework.boot.tomcat."
				+ "autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";
		this.service = TestService.start(this.type, this.source, "management.server.port=0",
				"management.server.address=127.0.0.1", "server.tomcat.max-keep-alive-requests=-1",
				"management.tracing.sampling.probability=0", withoutTomcat);
		this.users = new HttpLoad(this.service.port());
		assertThat(this.service.registry()).isInstanceOf(CompositeMeterRegistry.class);
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	@Test
	void pathsThatNobodyServesMakeOneSeries() throws Exception {
		assertThat(this.users.send(MANY, (i) -> "/nowhere/" + i + "/" + UUID.randomUUID()))
			.isEqualTo(Map.of(404, MANY));
		awaitRequests("404", MANY);
		assertThat(registries())
			.allSatisfy((registry) -> assertThat(registry.find(REQUESTS).tag("status", "404").timers()).hasSize(1));
	}

	@Test
	void pathsThatSpringSecurityRefusesMakeOneSeriesForEachStatus() throws Exception {
		assertThat(this.users.send(1000, (i) -> "/secret/" + i + "/" + UUID.randomUUID())).isEqualTo(Map.of(401, 1000));
		assertThat(this.users.send(1000, (i) -> "/forbidden/" + i + "/" + UUID.randomUUID()))
			.isEqualTo(Map.of(403, 1000));
		awaitRequests("401", 1000);
		awaitRequests("403", 1000);
		for (String status : List.of("401", "403")) {
			assertThat(registries()).allSatisfy(
					(registry) -> assertThat(registry.find(REQUESTS).tag("status", status).timers()).hasSize(1));
		}
	}

	@Test
	void aConventionThatNamesEveryPathStaysWithinTheLimitOfTheTagAndLosesNoRequest() throws Exception {
		assertThat(this.users.send(MANY, (i) -> RAW + i)).isEqualTo(Map.of(200, MANY));
		awaitRequests("200", MANY);
		assertThat(registries()).allSatisfy((registry) -> {
			assertThat(registry.find(REQUESTS).timers().stream().map((timer) -> timer.getId().getTag("uri")).distinct())
				.hasSizeLessThanOrEqualTo(100)
				.contains("other");
			assertThat(requests(registry, "200")).isGreaterThanOrEqualTo(MANY);
		});
		assertNothingIsAddedTo(REQUESTS, 1000, (i) -> RAW + "again-" + i);
		assertThat(filter().values(REQUESTS, "uri")).isLessThanOrEqualTo(99);
	}

	@Test
	void valuesThatMultiplyStayWithinTheLimitOfTheMeterAndKeepTheTotal() throws Exception {
		IntFunction<String> search = (i) -> "/search?term=" + i % 99 + "&seller=" + i / 99 % 99;
		assertThat(this.users.send(3000, search)).isEqualTo(Map.of(200, 3000));
		assertThat(registries()).allSatisfy((registry) -> {
			assertThat(registry.find("searches").counters()).hasSize(1000);
			assertThat(registry.find("searches").counters().stream().mapToDouble(Counter::count).sum())
				.isGreaterThanOrEqualTo(3000);
		});
		assertNothingIsAddedTo("searches", 1000, (i) -> "/search?term=t" + i + "&seller=s" + i);
		assertThat(filter().series("searches")).isEqualTo(999);
		assertThat(filter().values("searches", "term")).isLessThanOrEqualTo(99);
		await().untilAsserted(
				() -> assertThat(this.service.get(this.service.managementPort(), "/actuator/prometheus").body())
					.contains("telltale_cardinality_collapsed_total{meter=\"searches\",tag=\"*\"}"));
	}

	@Test
	void theManagementPortIsNotMeasuredWhateverIsAskedThere() throws Exception {
		HttpLoad strangers = new HttpLoad(this.service.managementPort());
		strangers.send(1, (i) -> "/actuator/unknown");
		Set<Meter.Id> before = metersOfRequests();
		assertThat(strangers.send(1000, (i) -> "/actuator/unknown/" + UUID.randomUUID())).containsOnlyKeys(404);
		await().during(Duration.ofMillis(200)).untilAsserted(() -> assertThat(before).containsAll(metersOfRequests()));
	}

	@Test
	void anEnormousHeaderIsRefusedByTheServerAndAddsNothing() throws Exception {
		this.users.send(1, (i) -> "/search?term=1&seller=1");
		awaitRequests("200", 1);
		Set<Meter.Id> before = metersOfRequests();
		for (int i = 0; i < 5; i++) {
			assertThat(enormousHeader()).isIn("400", "413", "431", "closed");
		}
		await().during(Duration.ofMillis(200)).untilAsserted(() -> assertThat(metersOfRequests()).isEqualTo(before));
		assertThat(this.service.get(this.service.managementPort(), "/actuator/prometheus").body())
			.doesNotContain("uuuuuuuu");
	}

	@Test
	void everyRequestHasTheSameLabels() throws Exception {
		for (String path : List.of("/search?term=1&seller=1", "/search", "/nowhere", "/secret/1", "/forbidden/1")) {
			this.service.get(path);
		}
		await().untilAsserted(() -> assertThat(this.service.registry().find(REQUESTS).timers())
			.extracting((timer) -> timer.getId().getTag("status"))
			.contains("200", "400", "404", "401", "403"));
		assertThat(this.service.bean(PrometheusMeterRegistry.class).find(REQUESTS).timers())
			.allSatisfy((timer) -> assertThat(timer.getId().getTags()).extracting(Tag::getKey)
				.containsExactly("exception", "method", "outcome", "status", "uri"));
	}

	private void assertNothingIsAddedTo(String meter, int requests, IntFunction<String> path) throws Exception {
		int before = this.service.registry().find(meter).meters().size();
		this.users.send(requests, path);
		await().during(Duration.ofMillis(100))
			.untilAsserted(() -> assertThat(this.service.registry().find(meter).meters()).hasSize(before));
	}

	/**
	 * Send a header of 1 MB.
	 * @return the status of the answer, or {@code closed}
	 */
	private String enormousHeader() throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.service.port())) {
			socket.setSoTimeout(10_000);
			try {
				OutputStream out = socket.getOutputStream();
				out.write("GET /search?term=1&seller=1 HTTP/1.1\r\nHost: shop\r\nX-Request-ID: "
					.getBytes(StandardCharsets.US_ASCII));
				out.write("u".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
				out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				out.flush();
			}
			catch (SocketException ex) {
				// The server has answered, and reads no further.
			}
			return status(socket.getInputStream());
		}
	}

	private static String status(InputStream answer) {
		try {
			String line = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
			return line.startsWith("HTTP/1.1 ") ? line.substring(9) : "closed";
		}
		catch (IOException ex) {
			return "closed";
		}
	}

	// An observation ends after its answer was sent.
	private void awaitRequests(String status, int atLeast) {
		await()
			.untilAsserted(() -> assertThat(requests(this.service.registry(), status)).isGreaterThanOrEqualTo(atLeast));
	}

	private static long requests(MeterRegistry registry, String status) {
		return registry.find(REQUESTS).tag("status", status).timers().stream().mapToLong(Timer::count).sum();
	}

	// Others come and go as the JVM likes: the timers of its garbage collections.
	private Set<Meter.Id> metersOfRequests() {
		return this.service.registry()
			.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> Stream.of("http.", "searches", "slo.").anyMatch(id.getName()::startsWith))
			.collect(Collectors.toSet());
	}

	private List<MeterRegistry> registries() {
		return List.of(this.service.registry(), this.service.bean(SimpleMeterRegistry.class),
				this.service.bean(PrometheusMeterRegistry.class));
	}

	private CardinalityFilter filter() {
		return this.service.bean(CardinalityFilter.class);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Searches.class)
	static class Shop {

		@Bean
		SimpleMeterRegistry secondRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@RestController
	static class Searches {

		private final MeterRegistry registry;

		Searches(MeterRegistry registry) {
			this.registry = registry;
		}

		@GetMapping("/search")
		String search(@RequestParam String term, @RequestParam String seller) {
			this.registry.counter("searches", "term", term, "seller", seller).increment();
			return "";
		}

		@GetMapping("/raw/{id}")
		String raw() {
			return "";
		}

	}

}
