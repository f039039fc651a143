package dev.telltale.mixins.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.promql.RealPrometheus;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.prometheus.PrometheusClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The doctor at a real Prometheus, which holds twenty minutes of one service.
 */
class DoctorTests {

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(10));

	private static final Duration SCRAPE = Duration.ofSeconds(15);

	private static final int SAMPLES = 80;

	private static final Mixin MIXIN = Mixin.bundled();

	private static final Inventory INVENTORY = Inventory.of(MIXIN.render(Map.of()));

	private static final Surroundings SURROUNDINGS = Surroundings.of(MIXIN, Map.of(), SCRAPE);

	private static RealPrometheus prometheus;

	@BeforeAll
	static void start(@TempDir Path directory) throws Exception {
		StringBuilder text = new StringBuilder();
		series(text, "up", "job=\"shop\"", (index) -> 1);
		series(text, "process_start_time_seconds", "job=\"shop\",instance=\"shop-1\"", (index) -> 1);
		series(text, "http_server_requests_seconds_count",
				"job=\"shop\",instance=\"shop-1\",method=\"GET\",uri=\"/orders\",outcome=\"SUCCESS\"",
				(index) -> index);
		series(text, "slo_events_total", "job=\"shop\",slo=\"http\",sli=\"availability\",result=\"bad\"", (index) -> 0);
		series(text, "slo_events_total", "job=\"shop\",slo=\"http\",sli=\"availability\",result=\"good\"",
				(index) -> index);
		series(text, "slo_objective_ratio", "job=\"shop\",slo=\"orders\",sli=\"availability\"", (index) -> 0.999);
		series(text, "business_events_total", "job=\"shop\",event=\"order\",outcome=\"success\"", (index) -> 7);
		Path metrics = Files.writeString(directory.resolve("metrics.txt"), text.append("# EOF\n"));
		Process promtool = new ProcessBuilder(Toolbox.standard()
			.require(Tool.PROMTOOL)
			.command("tsdb", "create-blocks-from", "openmetrics", metrics.toString(),
					directory.resolve("data").toString()))
			.redirectErrorStream(true)
			.start();
		String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(promtool.waitFor()).as(output).isZero();
		prometheus = RealPrometheus.start(directory);
	}

	@AfterAll
	static void stop() throws Exception {
		prometheus.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sum by (uri) (rate(http_server_requests_seconds_count[5m])) | DATA
			1 - vector(0) | DATA
			sum(rate(http_server_requests_seconds_count{outcome="SERVER_ERROR"}[5m])) | NO_TRAFFIC_YET
			rate(business_events_total[5m]) / (rate(business_events_total[5m]) > 0) | NO_TRAFFIC_YET
			rate(business_events_total[5m]) / rate(business_events_total[5m]) | NO_TRAFFIC_YET
			rate(slo_events_total{result="bad"}[5m]) / (rate(slo_events_total[5m]) > 0) | NO_TRAFFIC_YET
			sum(rate(jvm_gc_pause_seconds_sum[5m])) | NO_TRAFFIC_YET
			sum(rate(http_server_requests_seconds_count[5m] offset 7d)) | HISTORY_TOO_SHORT
			sum(kube_pod_info) | NOT_ON_THIS_SYSTEM
			max(hikaricp_connections_pending) | FEATURE_OFF
			rate(http_server_requests_seconds_count[10s]) | WINDOW_UNDER_TWO_SCRAPES
			histogram_quantile(0.95, sum by (le) (rate(http_server_requests_seconds_bucket[5m]))) | BUCKET_MISSING
			sum(http_server_requests_seconds_count{url="/orders"}) | LABEL_MISMATCH
			up{job="stock"} | LABEL_MISMATCH
			sum by (route) (rate(http_server_requests_seconds_count[5m])) | LABEL_MISMATCH
			sum by (uri) (rate(http_server_requests_seconds_count[5m])) / on (job) up | LABEL_MISMATCH
			slo:objective:ratio | METRIC_MISSING
			process_uptime_seconds | METRIC_MISSING
			max_over_time((sum(application_no_such_thing))[10m:1m]) | METRIC_MISSING
			max_over_time((sum(up offset 10m))[10m:4m]) | DATA
			max_over_time((up)[2d:LONG_STEP]) | HISTORY_TOO_SHORT
			sum(rate(up | UNREADABLE
			""")
	void namesTheKindOfEmptiness(String expression, Finding finding) {
		Diagnosis diagnosis = panel(expression.replace("LONG_STEP", longStep()), Set.of());
		assertThat(diagnosis.finding()).as(diagnosis.toString()).isEqualTo(finding);
		assertThat(diagnosis.reason().isEmpty()).isEqualTo(finding == Finding.DATA);
		assertThat(finding.isHarmless())
			.isEqualTo(diagnosis.remedy().isEmpty() || finding == Finding.NOT_ON_THIS_SYSTEM);
	}

	/**
	 * Prometheus begins steps at multiples of their length: for twenty minutes of ten
	 * hours the last of ten hours is among the samples.
	 */
	private static String longStep() {
		long samples = SCRAPE.multipliedBy(SAMPLES).plusMinutes(10).toSeconds();
		return LongStream.range(10, 16)
			.filter((hours) -> NOW.getEpochSecond() % Duration.ofHours(hours).toSeconds() > samples)
			.mapToObj((hours) -> hours + "h")
			.findFirst()
			.orElseThrow();
	}

	@Test
	void saysWhatIsThereInstead() {
		assertThat(panel("up{job=\"stock\"}", Set.of())).hasToString(
				"label mismatch: No series of up has job=\"stock\"; " + "job is shop. Select a value that it has.");
		assertThat(panel("max(up{environment=\"production\"})", Set.of()).reason())
			.isEqualTo("No series of up has the label environment; it has job.");
		assertThat(panel("hikaricp_connections_pending", Set.of()).reason())
			.isEqualTo("hikaricp_connections_pending is there once a HikariCP connection pool is there.");
		assertThat(panel("slo:objective:ratio", Set.of())).hasToString("metric missing: Nothing records "
				+ "slo:objective:ratio. Load the rules into this Prometheus, or wait for their first evaluation.");
	}

	@Test
	void aRecordingIsEmptyBecauseOfWhatItIsMadeFrom() {
		Diagnosis diagnosis = panel("slo:error_budget_remaining:period", Set.of());
		assertThat(diagnosis.finding()).isEqualTo(Finding.METRIC_MISSING);
		assertThat(diagnosis.reason()).startsWith("slo:error_budget_remaining:period is recorded from nothing: ");
	}

	@Test
	void aLegendShowsOnlyLabelsThatAreThere() {
		assertThat(panel("sum by (uri) (http_server_requests_seconds_count)", Set.of("uri")).hasData()).isTrue();
		assertThat(panel("sum by (uri) (http_server_requests_seconds_count)", Set.of("method")))
			.hasToString("label mismatch: It shows method, which no series has. Name a label that the metric has.");
	}

	@Test
	void identityLabelsMayBeAbsent() {
		assertThat(panel("sum by (cluster, job) (up)", Set.of("cluster")).hasData()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			rate(slo_events_total{result="bad"}[5m]) > 14 and on (job) up > 3 | DATA
			up == 0 | DATA
			count by (job) (up == 0) > 0 | DATA
			absent(up{job="shop"}) | DATA
			absent(up{job="shop-2"}) | LABEL_MISMATCH
			absent_over_time(up{job="shop"}[5m]) | DATA
			absent_over_time(kube_pod_info[5m]) | NOT_ON_THIS_SYSTEM
			up unless on (job) slo_objective_ratio | DATA
			up unless on (job) slo_objective_percent | METRIC_MISSING
			(up > 5) or (kube_pod_info > 5) | DATA
			up > on (job) group_left () slo_min_bad_events | FEATURE_OFF
			vector(1) | DATA
			""")
	void asksAnAlertForItsSignal(String expression, Finding finding) {
		Question question = new Question("Some", Question.Kind.ALERT, expression, Set.of(), List.of());
		assertThat(doctor().diagnose(question).finding()).as(doctor().diagnose(question).toString()).isEqualTo(finding);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					up{job="shop"} or up{job="stock"}                  | No series of up has job="stock"; job is shop.
					up{job="shop"} or up{tier="service"}               | No series of up has the label tier; it has job.
					up unless up{job!="shop"}                          | No series of up has job!="shop"; job is shop.
					up or up{flavour!="sweet"}                         | No series of up has the label flavour; it has job.
					up or up{job=~"s.*", cluster="none"}               |
					up or on () slo_objective_percent                  | There is no slo_objective_percent.
					up unless (up{job="a"} + up{job="b"})              | No series of up has job="a"; job is shop. No series of up has job="b"; job is shop.
					""")
	void looksAtEachSelectorByItself(String expression, @Nullable String reasons) {
		Question question = new Question("Some", Question.Kind.PANEL, expression, Set.of(), List.of());
		assertThat(doctor().diagnose(question).hasData()).isTrue();
		assertThat(
				doctor().diagnoseSelectors(question).stream().map(Diagnosis::reason).collect(Collectors.joining(" ")))
			.isEqualTo((reasons != null) ? reasons : "");
	}

	@Test
	void variablesTakeTheValuesThatThereAre() {
		List<Variable> variables = List.of(
				new Variable("job", "label_values(process_start_time_seconds, job)", true, ""), new Variable("instance",
						"label_values(process_start_time_seconds{job=\"$job\"}, instance)", true, ".*"),
				new Variable("window", "5m,1h", false, ""));
		Question panel = new Question("Service / Traffic / A", Question.Kind.PANEL,
				"rate(http_server_requests_seconds_count{job=\"$job\", instance=~\"$instance\"}[$window])", Set.of(),
				variables);
		assertThat(doctor().diagnose(panel).hasData()).isTrue();
		Question job = new Question("Service / $job", Question.Kind.VARIABLE, variables.get(0).query(), Set.of(),
				variables);
		assertThat(doctor().diagnose(job).hasData()).isTrue();
		Question broken = new Question("Service / $team", Question.Kind.VARIABLE, "label_values(up, flavour)", Set.of(),
				List.of());
		assertThat(doctor().diagnose(broken).finding()).isEqualTo(Finding.LABEL_MISMATCH);
		assertThat(doctor().diagnoseSelectors(job)).isEmpty();
	}

	@Test
	void whatOneServiceLacksAnotherMayHave() {
		List<Variable> variables = List.of(new Variable("slo", "label_values(slo_events_total, slo)", true, ""),
				new Variable("result", "label_values(slo_events_total{slo=~\"$slo\"}, result)", true, ""));
		// The first value is bad, of which there is nothing else.
		Question good = new Question("Some / Panel / A", Question.Kind.PANEL,
				"sum(slo_events_total{result=\"good\"} and on (result) slo_events_total{result=~\"$result\"})",
				Set.of(), variables);
		assertThat(doctor().diagnose(good).finding()).isEqualTo(Finding.DATA);
		Question neither = new Question("Some / Panel / A", Question.Kind.PANEL,
				"slo_objective_ratio{sli=~\"$result\"}", Set.of(), variables);
		assertThat(doctor().diagnose(neither).reason())
			.isEqualTo("No series of slo_objective_ratio has sli=~\"bad\"; sli is availability.");
	}

	@Test
	void logsAreNotForPrometheus() {
		Question logs = new Question("Logs / Lines / A", Question.Kind.LOGS, "{service_name=\"shop\"}", Set.of(),
				List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> doctor().diagnose(logs));
	}

	@Test
	void anExaminationAsksEverythingAtOnceAndSaysTheSame() throws Exception {
		Examination examination = Examination.of(MIXIN, Map.of(), SCRAPE, new PrometheusClient(prometheus.address()),
				NOW);
		Set<Integer> progress = ConcurrentHashMap.newKeySet();
		List<Examination.Result> results = examination.run(4, Duration.ofMinutes(2), progress::add);
		assertThat(results).extracting(Examination.Result::question).isEqualTo(examination.questions());
		assertThat(progress).hasSize(results.size()).contains(1, results.size());
		assertThat(results).extracting((result) -> result.diagnosis().finding())
			.contains(Finding.DATA, Finding.METRIC_MISSING, Finding.NOT_ON_THIS_SYSTEM)
			.doesNotContain(Finding.NOT_ANSWERED, Finding.UNREADABLE);
		Doctor alone = doctor();
		assertThat(results)
			.allSatisfy((result) -> assertThat(result.diagnosis()).isEqualTo(alone.diagnose(result.question())));
	}

	@Test
	void whatIsNotAnsweredIsAFindingAndWhoIsNotThereIsNot() throws Exception {
		assertThat(examine(prometheus.address(), Duration.ofNanos(1))).isNotEmpty()
			.allSatisfy((result) -> assertThat(result.diagnosis().reason())
				.isEqualTo("It was not asked, for time was up."));
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			byte[] refusal = "{\"status\":\"error\",\"error\":\"too many samples\"}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(422, refusal.length);
			exchange.getResponseBody().write(refusal);
			exchange.close();
		});
		server.start();
		URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
		try {
			assertThat(examine(address, Duration.ofMinutes(1))).isNotEmpty().allSatisfy((result) -> {
				assertThat(result.diagnosis().finding()).isEqualTo(Finding.NOT_ANSWERED);
				assertThat(result.diagnosis().reason()).contains("too many samples");
			});
		}
		finally {
			server.stop(0);
		}
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> examine(address, Duration.ofMinutes(1)))
			.withMessageContaining("cannot be reached");
	}

	private static List<Examination.Result> examine(URI address, Duration limit) throws InterruptedException {
		return Examination.of(MIXIN, Map.of(), SCRAPE, new PrometheusClient(address), NOW).run(2, limit, (count) -> {
		});
	}

	private static Diagnosis panel(String expression, Set<String> labels) {
		return doctor().diagnose(new Question("Some / Panel / A", Question.Kind.PANEL, expression, labels, List.of()));
	}

	private static Doctor doctor() {
		return new Doctor(Answers.of(new PrometheusClient(prometheus.address()), NOW), Catalogue.bundled(), INVENTORY,
				SURROUNDINGS);
	}

	private static void series(StringBuilder text, String name, String labels, LongToDoubleFunction value) {
		for (long index = 0; index < SAMPLES; index++) {
			Instant time = NOW.minus(SCRAPE.multipliedBy(SAMPLES - 1 - index));
			text.append("%s{%s} %s %d%n".formatted(name, labels, value.applyAsDouble(index), time.getEpochSecond()));
		}
	}

}
