package dev.telltale.tenlines;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.telltale.observability.test.Scrape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What ten lines and one dependency show under HTTP load: every family of the vocabulary.
 */
class TenLineServiceIT {

	private static final int RELAYED = 150;

	private static ServiceProcess service;

	private static Scrape firstScrape;

	@BeforeAll
	static void driveTheService(@TempDir Path folder) throws Exception {
		service = ServiceProcess.start(folder, "spring.application.name=ten-lines",
				"telltale.service.environment=staging");
		firstScrape = service.scrape();
		ExecutorService users = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Integer>> requests = IntStream.rangeClosed(1, RELAYED)
				.<Callable<Integer>>mapToObj((items) -> () -> service.get("/relay/" + items))
				.toList();
			for (Future<Integer> status : users.invokeAll(requests)) {
				assertThat(status.get()).isEqualTo(200);
			}
		}
		finally {
			users.shutdown();
		}
		assertThat(service.get("/price/0")).isEqualTo(500);
		assertThat(service.get("/nowhere")).isEqualTo(404);
		assertThat(service.get("/livez")).isEqualTo(200);
		assertThat(service.get("/readyz")).isEqualTo(200);
	}

	@AfterAll
	static void stopTheService() throws Exception {
		service.close();
	}

	@Test
	void theServiceIsTenLines() throws IOException {
		List<String> lines = Files.readAllLines(Path.of("src/main/java/dev/telltale/tenlines/TenLineService.java"));
		assertThat(lines.stream().map(String::strip))
			.filteredOn(
					(line) -> !line.isEmpty() && !line.equals("}") && !line.matches("(package|import|@|/\\*|\\*).*"))
			.hasSizeLessThanOrEqualTo(10);
	}

	@Test
	void nothingButTheStarterAndTheWebServerIsOnItsClassPath() throws IOException {
		assertThat(dependencies("pom.xml")).singleElement().asString().matches("spring-boot-starter-web(mvc|flux)");
		assertThat(dependencies("../pom.xml")).containsExactly("telltale-spring-boot-starter");
		try (JarFile jar = new JarFile(ServiceProcess.jar().toFile())) {
			assertThat(jar.stream().map(JarEntry::getName)).filteredOn((name) -> name.endsWith(".jar"))
				.anyMatch((name) -> name.contains("telltale-spring-boot-starter-"))
				.noneMatch((name) -> name.contains("test") || name.contains("assertj") || name.contains("junit"));
			assertThat(jar.stream().map(JarEntry::getName)).filteredOn((name) -> name.startsWith("BOOT-INF/classes/"))
				.filteredOn((name) -> !name.endsWith("/"))
				.allMatch((name) -> name.startsWith("BOOT-INF/classes/dev/telltale/tenlines/"));
		}
	}

	@Test
	void requestsAreMeasured() throws Exception {
		await()
			.untilAsserted(() -> assertThat(service.scrape())
				.hasSeries("http_server_requests_seconds_count", "method", "GET", "uri", "/price/{items}", "status",
						"200", "outcome", "SUCCESS", "exception", "none")
				.withValue(RELAYED)
				.withoutLabel("error"));
		assertThat(service.scrape()).hasHistogram("http_server_requests_seconds", "uri", "/relay/{items}");
		assertThat(service.scrape()).hasGauge("http_server_requests_seconds_max", "uri", "/relay/{items}");
		assertThat(service.scrape()).hasSeries("http_server_requests_seconds_count", "uri", "/price/{items}", "status",
				"500");
		assertThat(service.scrape().samples())
			.noneMatch((sample) -> sample.labels().getOrDefault("uri", "").matches("/(actuator|livez|readyz).*"));
	}

	@Test
	void callsAreMeasured() throws Exception {
		await().untilAsserted(() -> assertThat(service.scrape())
			.hasSeries("http_client_requests_seconds_count", "client_name", "127.0.0.1", "method", "GET", "status",
					"200", "outcome", "SUCCESS", "exception", "none")
			.withValue(RELAYED)
			.withoutLabel("error"));
		assertThat(service.scrape()).hasHistogram("http_client_requests_seconds", "client_name", "127.0.0.1");
		assertThat(service.scrape()).hasGauge("http_client_requests_seconds_max", "client_name", "127.0.0.1");
	}

	@Test
	void addressesJoinedOutOfStringsAreCollapsedAndCounted() throws Exception {
		await().untilAsserted(() -> assertThat(service.scrape())
			.hasSeries("http_client_requests_seconds_count", "client_name", "127.0.0.1", "uri", "other")
			.withValueOfAtLeast(1));
		assertThat(service.scrape()).hasSeries("http_client_requests_seconds_count", "client_name", "127.0.0.1")
			.withSize(100);
		assertThat(service.scrape())
			.hasCounter("telltale_cardinality_collapsed_total", "meter", "http.client.requests", "tag", "uri")
			.withValueOfAtLeast(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "good", "bad" })
	void theBuiltInSloStandsAtZeroBeforeTheFirstRequest(String result) {
		assertThat(firstScrape).hasCounter("slo_events_total", "slo", "http", "sli", "availability", "result", result)
			.withValue(0);
	}

	@Test
	void theBuiltInSloCountsUsers() throws Exception {
		await().untilAsserted(() -> assertThat(service.scrape())
			.hasCounter("slo_events_total", "slo", "http", "sli", "availability", "result", "good")
			.withValueOfAtLeast(2 * RELAYED)
			.withoutLabel("uri"));
		assertThat(service.scrape())
			.hasCounter("slo_events_total", "slo", "http", "sli", "availability", "result", "bad")
			.withValueOfAtLeast(1);
		assertThat(service.scrape())
			.hasCounter("slo_ignored_events_total", "slo", "http", "sli", "availability", "reason", "client_error")
			.withValue(1);
		assertThat(service.scrape()).hasGauge("slo_min_bad_events", "slo", "http", "sli", "availability").withValue(5);
	}

	@Test
	void anObjectiveIsASettingAway(@TempDir Path folder) throws Exception {
		try (ServiceProcess other = ServiceProcess.start(folder,
				"telltale.slo.objectives.http.availability.objective=0.999",
				"telltale.slo.objectives.http.latency.objective=0.99",
				"telltale.slo.objectives.http.latency.threshold=300ms")) {
			Scrape scrape = other.scrape();
			assertThat(scrape).hasGauge("slo_objective_ratio", "slo", "http", "sli", "availability").withValue(0.999);
			assertThat(scrape).hasGauge("slo_objective_ratio", "slo", "http", "sli", "latency").withValue(0.99);
			assertThat(scrape).hasGauge("slo_latency_threshold_seconds", "slo", "http", "sli", "latency")
				.withValue(0.3);
			assertThat(scrape).hasCounter("slo_events_total", "slo", "http", "sli", "latency", "result", "bad")
				.withValue(0);
		}
	}

	@Test
	void salesAreCounted() throws Exception {
		assertThat(firstScrape).hasCounter("business_events_total", "event", "sale", "outcome", "failure").withValue(0);
		assertThat(service.scrape()).hasCounter("business_events_total", "event", "sale", "outcome", "success")
			.withValue(RELAYED);
		assertThat(service.scrape()).hasCounter("business_events_total", "event", "sale", "outcome", "failure")
			.withValueOfAtLeast(1);
		assertThat(service.scrape()).hasCounter("business_amount_total", "event", "sale", "currency", "EUR")
			.withValue(IntStream.rangeClosed(1, RELAYED).map((items) -> 1000 / items).sum());
	}

	@ParameterizedTest
	@ValueSource(strings = { "ping", "diskSpace", "livenessState", "readinessState" })
	void healthIsExported(String component) throws Exception {
		await().untilAsserted(() -> assertThat(service.scrape())
			.hasGauge("application_health", "component", component, "status", "UP")
			.withValue(1));
		assertThat(service.scrape()).hasGauge("application_health", "component", component).withSize(4).withValue(1);
		assertThat(service.scrape()).hasGauge("application_health_refresh_timestamp_seconds", "component", component)
			.withValueOfAtLeast(1);
	}

	@Test
	void theServiceSaysWhoItIs() {
		assertThat(firstScrape)
			.hasSeries("application_info", "name", "ten-lines", "version",
					System.getProperty("telltale.service.version"), "environment", "staging")
			.withValue(1);
		assertThat(firstScrape.samples("application_info", Map.of())).singleElement()
			.satisfies((sample) -> assertThat(sample.labels()).containsKeys("revision", "spring_boot_version",
					"telltale_version"));
	}

	@Test
	void theTelemetryCountsItsOwnLosses() {
		assertThat(firstScrape).hasCounter("telltale_log_events_dropped_total").withValue(0);
		assertThat(firstScrape).hasCounter("telltale_spans_dropped_total", "reason", "queue_full").withValue(0);
		assertThat(firstScrape).hasCounter("telltale_spans_dropped_total", "reason", "export_failed").withValue(0);
	}

	@Test
	void everyLineOfTheLogIsJson() throws Exception {
		assertThat(service.log()).areAllJson();
		assertThat(service.log().objects()).isNotEmpty()
			.allSatisfy((line) -> assertThat(line.propertyNames()).contains("@timestamp", "level", "logger_name",
					"thread_name", "message", "service_name", "service_version", "environment"))
			.allSatisfy((line) -> assertThat(line.path("service_name").asString()).isEqualTo("ten-lines"));
	}

	@Test
	void anAnswerNamesTheTraceOfEveryLineThatItCaused() throws Exception {
		HttpResponse<String> response = service.get("/relay/0", Map.of("X-Correlation-ID", "order-4711"));
		assertThat(response.statusCode()).isEqualTo(500);
		String traceId = response.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().untilAsserted(() -> assertThat(linesOf(traceId))
			.anySatisfy((line) -> assertThat(line.path("stack_trace").asString()).contains("ArithmeticException"))
			.hasSizeGreaterThanOrEqualTo(2));
		assertThat(linesOf(traceId)).allSatisfy((line) -> {
			assertThat(line.path("span_id").asString()).matches("[0-9a-f]{16}");
			assertThat(line.path("correlation_id").asString()).isEqualTo("order-4711");
			assertThat(line.path("stack_hash").asString()).isNotEmpty();
		});
		// The line of the service that was called has a span of its own.
		assertThat(linesOf(traceId)).extracting((line) -> line.path("span_id").asString()).doesNotHaveDuplicates();
	}

	private static List<JsonNode> linesOf(String traceId) throws IOException {
		return service.log()
			.objects()
			.stream()
			.filter((line) -> line.path("trace_id").asString().equals(traceId))
			.toList();
	}

	/**
	 * Return the dependencies of a project that are not for its tests.
	 */
	private static List<String> dependencies(String pom) throws IOException {
		return Stream.of(Files.readString(Path.of(pom)).split("<dependency>"))
			.skip(1)
			.filter((dependency) -> !dependency.contains("<scope>test</scope>"))
			.map((dependency) -> dependency.replaceAll("(?s).*?<artifactId>(.+?)</artifactId>.*", "$1"))
			.toList();
	}

}
