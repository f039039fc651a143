package dev.telltale.tools;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.tools.alertmanager.Alert;
import dev.telltale.tools.alertmanager.AlertGroup;
import dev.telltale.tools.alertmanager.AlertmanagerClient;
import dev.telltale.tools.alertmanager.Matcher;
import dev.telltale.tools.alertmanager.Silence;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.exposition.Exposition;
import dev.telltale.tools.exposition.Format;
import dev.telltale.tools.exposition.MetricFamily;
import dev.telltale.tools.exposition.MetricType;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.process.NotReadyException;
import dev.telltale.tools.process.OwnedProcess;
import dev.telltale.tools.process.Ports;
import dev.telltale.tools.process.ProcessLedger;
import dev.telltale.tools.process.ProcessSpec;
import dev.telltale.tools.process.Readiness;
import dev.telltale.tools.process.Supervisor;
import dev.telltale.tools.prometheus.ActiveAlert;
import dev.telltale.tools.prometheus.AlertState;
import dev.telltale.tools.prometheus.ExemplarSeries;
import dev.telltale.tools.prometheus.MetricMetadata;
import dev.telltale.tools.prometheus.Point;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.QueryResult;
import dev.telltale.tools.prometheus.Rule;
import dev.telltale.tools.prometheus.RuleGroup;
import dev.telltale.tools.prometheus.Sample;
import dev.telltale.tools.prometheus.Series;
import dev.telltale.tools.prometheus.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Starts the real programs, lets Prometheus scrape a tiny target and raise its alerts at
 * the Alertmanager, and reads everything back through both clients.
 */
class ServersTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Instant START = Instant.now();

	private static final String TARGET = """
			# HELP tiny_load How busy the target is.
			# TYPE tiny_load gauge
			tiny_load 7
			# HELP tiny_requests_seconds Requests.
			# TYPE tiny_requests_seconds histogram
			# UNIT tiny_requests_seconds seconds
			tiny_requests_seconds_bucket{le="0.1"} 2
			tiny_requests_seconds_bucket{le="+Inf"} 3 # {trace_id="abc"} 0.67 %d.5
			tiny_requests_seconds_count 3
			tiny_requests_seconds_sum 1.5
			# EOF
			""";

	private static final String RULES = """
			groups:
			  - name: tiny
			    interval: 1s
			    rules:
			      - record: job:tiny_load:sum
			        expr: sum by (job) (tiny_load)
			        labels: {kind: recorded}
			      - alert: TinyBusy
			        expr: job:tiny_load:sum > 5
			        labels: {severity: warning}
			        annotations: {summary: 'Load is {{ $value }}.'}
			      - alert: TinyDown
			        expr: job:tiny_load:sum > 6
			        labels: {severity: critical}
			      - alert: TinyWaiting
			        expr: job:tiny_load:sum > 5
			        for: 1h
			""";

	private static final String ALERTMANAGER = """
			route: {receiver: team, group_by: [alertname], group_wait: 1s}
			receivers: [{name: team}]
			inhibit_rules:
			  - source_matchers: ['alertname="TinyDown"']
			    target_matchers: ['alertname="TinyBusy"']
			    equal: [job]
			""";

	@TempDir
	private static Path folder;

	private static final List<String> exits = new ArrayList<>();

	private static final Toolbox toolbox = Toolbox.standard(System.out::println);

	private static HttpServer target;

	private static Supervisor supervisor;

	private static OwnedProcess prometheusProcess;

	private static URI prometheusAddress;

	private static PrometheusClient prometheus;

	private static AlertmanagerClient alertmanager;

	@BeforeAll
	static void start() throws Exception {
		target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		target.createContext("/metrics", (exchange) -> {
			byte[] body = TARGET.formatted(Instant.now().getEpochSecond()).getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", "application/openmetrics-text; version=1.0.0");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		target.start();
		supervisor = Supervisor.create(new ProcessLedger(folder.resolve("ledger")), (process, exitValue) -> exits
			.add(process + " ended with " + exitValue + ": " + process.lastLogLines(20)));
		Ports ports = new Ports();
		int alertmanagerPort = ports.free();
		startAlertmanager(alertmanagerPort);
		startPrometheus(ports.free(), alertmanagerPort);
	}

	private static void startAlertmanager(int port) throws Exception {
		Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), ALERTMANAGER);
		URI address = serve("alertmanager", port,
				toolbox.require(Tool.ALERTMANAGER)
					.command("--config.file=" + configuration, "--storage.path=" + folder.resolve("alertmanager"),
							"--web.listen-address=127.0.0.1:" + port, "--cluster.listen-address="));
		alertmanager = new AlertmanagerClient(address);
	}

	private static void startPrometheus(int port, int alertmanagerPort) throws Exception {
		Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
		Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
				global: {scrape_interval: 1s, evaluation_interval: 1s}
				rule_files: ['%s']
				alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]}
				scrape_configs:
				  - job_name: tiny
				    static_configs: [{targets: ['127.0.0.1:%d']}]
				  - job_name: absent
				    static_configs: [{targets: ['127.0.0.1:1']}]
				""".formatted(rules, alertmanagerPort, target.getAddress().getPort()));
		prometheusAddress = serve("prometheus", port,
				toolbox.require(Tool.PROMETHEUS)
					.command("--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("prometheus"),
							"--web.listen-address=127.0.0.1:" + port, "--enable-feature=exemplar-storage"));
		prometheusProcess = supervisor.running().get(1);
		prometheus = new PrometheusClient(prometheusAddress);
	}

	private static URI serve(String name, int port, List<String> command) throws Exception {
		OwnedProcess process = supervisor
			.start(new ProcessSpec(name, command, folder.resolve("logs/" + name + ".log")));
		URI address = URI.create("http://127.0.0.1:" + port);
		new Readiness().await(process, address.resolve("/-/ready"), LIMIT);
		return address;
	}

	@AfterAll
	static void stop() {
		supervisor.close();
		target.stop(0);
		assertThat(exits).isEmpty();
	}

	@Test
	void knowsWhatItTalksTo() {
		assertThat(prometheus.isReady()).isTrue();
		assertThat(prometheus.buildVersion()).startsWith(toolbox.require(Tool.PROMETHEUS).version());
		assertThat(prometheus.retention()).isEqualTo("15d");
		assertThat(alertmanager.isReady()).isTrue();
		assertThat(alertmanager.status().version()).startsWith(toolbox.require(Tool.ALERTMANAGER).version());
		assertThat(alertmanager.status().cluster()).isEqualTo("disabled");
		assertThat(alertmanager.status().configuration()).contains("receiver: team");
		assertThat(alertmanager.status().startedAt()).isBetween(START.minusSeconds(1), Instant.now());
		assertThat(prometheusProcess.residentMemory().orElseThrow()).isGreaterThan(10_000_000);
	}

	@Test
	void readsTargets() throws Exception {
		List<Target> targets = eventually(prometheus::targets,
				(all) -> all.size() == 2 && all.stream().noneMatch((one) -> one.health() == Target.Health.UNKNOWN));
		assertThat(targets).extracting(Target::job).containsExactlyInAnyOrder("tiny", "absent");
		for (Target one : targets) {
			boolean up = one.job().equals("tiny");
			assertThat(one.health()).isEqualTo(up ? Target.Health.UP : Target.Health.DOWN);
			assertThat(one.lastError()).contains(up ? "" : "connection refused");
			assertThat(one.lastScrape()).isAfter(START);
			assertThat(one.lastScrapeDuration()).isBetween(Duration.ofNanos(1), LIMIT);
			assertThat(one.instance()).isEqualTo(one.address().getAuthority());
		}
	}

	@Test
	void evaluatesExpressions() throws Exception {
		List<Sample> samples = eventually(() -> prometheus.query("tiny_load").samples(), (all) -> !all.isEmpty());
		assertThat(samples).singleElement().satisfies((sample) -> {
			assertThat(sample.value()).isEqualTo(7);
			assertThat(sample.labels()).containsEntry("__name__", "tiny_load").containsEntry("job", "tiny");
			assertThat(sample.timestamp()).isBetween(START, Instant.now().plusSeconds(1));
		});
		assertThat(prometheus.query("1 / 0").samples()).singleElement()
			.extracting(Sample::value)
			.isEqualTo(Double.POSITIVE_INFINITY);
		assertThat(prometheus.query("-1 / 0").samples().get(0).value()).isEqualTo(Double.NEGATIVE_INFINITY);
		assertThat(prometheus.query("0 / 0").samples().get(0).value()).isNaN();
		assertThat(prometheus.query("tiny_load > 100").samples()).isEmpty();
		assertThat(prometheus.query("'text'")).isInstanceOfSatisfying(QueryResult.Text.class,
				(text) -> assertThat(text.value()).isEqualTo("text"));
		assertThat(prometheus.query("tiny_load[1m]")).isInstanceOfSatisfying(QueryResult.Matrix.class,
				(matrix) -> assertThat(matrix.series().get(0).points()).extracting(Point::value).containsOnly(7.0));
		Instant past = Instant.parse("2020-01-01T00:00:00.123Z");
		assertThat(prometheus.query("time()", past)).isEqualTo(new QueryResult.Scalar(new Point(past, 1577836800.123)));
	}

	@Test
	void evaluatesOverTime() {
		Instant end = Instant.parse("2026-01-01T00:00:01.5Z");
		List<Series> series = prometheus.queryRange("vector(time())", end.minusMillis(1500), end,
				Duration.ofMillis(500));
		assertThat(series).singleElement()
			.satisfies((one) -> assertThat(one.points()).hasSize(4)
				.last()
				.isEqualTo(new Point(end, end.toEpochMilli() / 1000.0)));
		assertThat(prometheus.queryRange("nothing", end.minusSeconds(10), end, Duration.ofSeconds(1))).isEmpty();
	}

	@Test
	void repeatsPrometheusComplaint() {
		assertThatExceptionOfType(ApiException.class).isThrownBy(() -> prometheus.query("sum(("))
			.withMessageStartingWith("Prometheus at " + prometheusAddress + " says: ")
			.withMessageContaining("parse error")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(400));
	}

	@Test
	void readsRulesAndAlerts() throws Exception {
		List<ActiveAlert> alerts = eventually(prometheus::alerts, (all) -> all.size() == 3);
		assertThat(alerts).filteredOn((alert) -> alert.name().equals("TinyBusy")).singleElement().satisfies((alert) -> {
			assertThat(alert.state()).isEqualTo(AlertState.FIRING);
			assertThat(alert.annotations()).isEqualTo(Map.of("summary", "Load is 7."));
			assertThat(alert.labels()).containsEntry("severity", "warning").containsEntry("job", "tiny");
			assertThat(alert.activeAt()).isAfter(START);
			assertThat(alert.value()).isEqualTo(7);
		});
		List<RuleGroup> groups = prometheus.rules();
		assertThat(groups).singleElement().satisfies((group) -> {
			assertThat(group.name()).isEqualTo("tiny");
			assertThat(group.file()).isEqualTo(folder.resolve("rules.yml").toString());
			assertThat(group.interval()).isEqualTo(Duration.ofSeconds(1));
			assertThat(group.rules()).extracting(Rule::name)
				.containsExactly("job:tiny_load:sum", "TinyBusy", "TinyDown", "TinyWaiting");
			assertThat(group.rules()).extracting(Rule::health).containsOnly("ok");
		});
		assertThat(groups.get(0).rules().get(0)).isInstanceOf(Rule.Recording.class)
			.extracting(Rule::expression, Rule::labels)
			.containsExactly("sum by (job) (tiny_load)", Map.of("kind", "recorded"));
		assertThat(groups.get(0).rules().get(3)).isInstanceOfSatisfying(Rule.Alerting.class, (rule) -> {
			assertThat(rule.holdDuration()).isEqualTo(Duration.ofHours(1));
			assertThat(rule.state()).isEqualTo(AlertState.PENDING);
			assertThat(rule.alerts()).extracting(ActiveAlert::name).containsExactly("TinyWaiting");
		});
	}

	@Test
	void readsExemplars() throws Exception {
		List<ExemplarSeries> series = eventually(() -> prometheus.exemplars("tiny_requests_seconds_bucket",
				START.minusSeconds(60), Instant.now().plusSeconds(60)), (all) -> !all.isEmpty());
		assertThat(series).singleElement().satisfies((one) -> {
			assertThat(one.labels()).containsEntry("le", "+Inf");
			assertThat(one.exemplars().get(0).labels()).isEqualTo(Map.of("trace_id", "abc"));
			assertThat(one.exemplars().get(0).value()).isEqualTo(0.67);
			assertThat(one.exemplars().get(0).timestamp().toEpochMilli() % 1000).isEqualTo(500);
		});
	}

	@Test
	void readsLabelsAndMetadata() throws Exception {
		Map<String, List<MetricMetadata>> metadata = eventually(prometheus::metadata,
				(all) -> all.containsKey("tiny_load"));
		assertThat(metadata.get("tiny_load"))
			.containsExactly(new MetricMetadata("gauge", "How busy the target is.", ""));
		assertThat(metadata.get("tiny_requests_seconds"))
			.containsExactly(new MetricMetadata("histogram", "Requests.", "seconds"));
		assertThat(eventually(() -> prometheus.labelValues("__name__", "{job=\"tiny\"}"), (all) -> all.contains("up")))
			.contains("tiny_load", "up");
		// Each target is scraped at its own offset within the interval.
		assertThat(eventually(() -> prometheus.labelValues("job"), (all) -> all.size() == 2)).contains("tiny",
				"absent");
		assertThat(prometheus.labelValues("nothing")).isEmpty();
	}

	@Test
	void readsAlertsAndGroupsOfTheAlertmanager() throws Exception {
		Alert inhibited = eventually(() -> alertmanager.alerts(Matcher.equal("alertname", "TinyBusy")),
				(all) -> all.size() == 1 && all.get(0).state() == Alert.State.SUPPRESSED)
			.get(0);
		Alert source = alertmanager.alerts(Matcher.equal("alertname", "TinyDown")).get(0);
		assertThat(inhibited.inhibitedBy()).containsExactly(source.fingerprint());
		assertThat(inhibited.silencedBy()).isEmpty();
		assertThat(inhibited.receivers()).containsExactly("team");
		assertThat(inhibited.annotations()).isEqualTo(Map.of("summary", "Load is 7."));
		assertThat(inhibited.startsAt()).isAfter(START);
		assertThat(inhibited.endsAt()).isAfter(inhibited.updatedAt());
		assertThat(inhibited.generatorUrl()).contains("/graph?");
		List<AlertGroup> groups = eventually(
				() -> alertmanager.groups(Matcher.matching("alertname", "Tiny(Busy|Down)")), (all) -> all.size() == 2);
		assertThat(groups).flatExtracting(AlertGroup::alerts)
			.extracting(Alert::fingerprint)
			.containsExactlyInAnyOrder(source.fingerprint(), inhibited.fingerprint());
		assertThat(groups).extracting(AlertGroup::receiver).containsOnly("team");
		assertThat(groups).extracting(AlertGroup::labels)
			.containsExactlyInAnyOrder(Map.of("alertname", "TinyBusy"), Map.of("alertname", "TinyDown"));
	}

	@Test
	void createsAndExpiresASilence() throws Exception {
		Instant end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
		List<Matcher> matchers = List.of(Matcher.matching("alertname", "Tiny\"x.*|TinyDown"),
				new Matcher("job", "other", false, false));
		String id = alertmanager.createSilence(matchers, Instant.now(), end, "a test", "to see it silenced");
		assertThat(alertmanager.silences()).filteredOn((silence) -> silence.id().equals(id))
			.singleElement()
			.satisfies((silence) -> {
				assertThat(silence.state()).isEqualTo(Silence.State.ACTIVE);
				assertThat(silence.matchers()).isEqualTo(matchers);
				assertThat(silence.endsAt()).isEqualTo(end);
				assertThat(silence.createdBy()).isEqualTo("a test");
				assertThat(silence.comment()).isEqualTo("to see it silenced");
			});
		List<Alert> alerts = eventually(() -> alertmanager.alerts(Matcher.equal("alertname", "TinyDown")),
				(all) -> all.size() == 1 && all.get(0).state() == Alert.State.SUPPRESSED);
		assertThat(alerts.get(0).silencedBy()).containsExactly(id);
		alertmanager.expireSilence(id);
		assertThat(alertmanager.silences()).filteredOn((silence) -> silence.id().equals(id))
			.extracting(Silence::state)
			.containsExactly(Silence.State.EXPIRED);
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> alertmanager.createSilence(List.of(), Instant.now(), end, "a test", "matches nothing"))
			.withMessageStartingWith("Alertmanager at ");
	}

	@Test
	void servesItsOwnPages() throws Exception {
		boolean fetched = !toolbox.require(Tool.PROMETHEUS).arguments().isEmpty();
		String page = get(prometheusAddress.resolve(fetched ? "/classic/graph" : "/graph"), "text/html").body();
		List<String> files = Pattern.compile("(?:src|href)=\"(/[^\"]*\\.(?:js|css)[^\"]*)\"")
			.matcher(page)
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(files).hasSizeGreaterThan(fetched ? 10 : 0);
		for (String file : files) {
			assertThat(get(prometheusAddress.resolve(file), "*/*").statusCode()).as(file).isEqualTo(200);
		}
	}

	@Test
	void readsTheServersOwnExposition() throws Exception {
		HttpResponse<String> response = get(prometheusAddress.resolve("/metrics"), "text/plain");
		Format format = Format.ofContentType(response.headers().firstValue("Content-Type").orElseThrow());
		Exposition exposition = Exposition.parse(response.body(), format);
		assertThat(exposition.families()).hasSizeGreaterThan(100);
		assertThat(exposition.value("prometheus_build_info", Map.of())).hasValue(1);
		assertThat(exposition.family("prometheus_http_request_duration_seconds"))
			.hasValueSatisfying((family) -> assertThat(family.type()).isEqualTo(MetricType.HISTOGRAM));
	}

	@Test
	void theExportersRun() throws Exception {
		Ports ports = new Ports();
		int nodePort = ports.free();
		URI node = startExporter(nodePort, toolbox.require(Tool.NODE_EXPORTER), List.of());
		Exposition exposition = Exposition.parse(get(node.resolve("/metrics"), "text/plain").body(),
				Format.PROMETHEUS_TEXT);
		assertThat(exposition.families()).extracting(MetricFamily::name)
			.contains("node_cpu_seconds_total", "node_exporter_build_info");
		Path configuration = Files.writeString(folder.resolve("blackbox.yml"), "modules: {http: {prober: http}}\n");
		URI blackbox = startExporter(ports.free(), toolbox.require(Tool.BLACKBOX_EXPORTER),
				List.of("--config.file=" + configuration));
		String probe = get(blackbox.resolve("/probe?module=http&target=" + prometheusAddress + "/-/ready"),
				"text/plain")
			.body();
		assertThat(Exposition.parse(probe, Format.PROMETHEUS_TEXT).value("probe_success", Map.of())).hasValue(1);
	}

	private static URI startExporter(int port, Executable executable, List<String> arguments) throws Exception {
		List<String> command = new ArrayList<>(executable.command("--web.listen-address=127.0.0.1:" + port));
		command.addAll(arguments);
		String name = executable.tool().name();
		OwnedProcess process = supervisor
			.start(new ProcessSpec(name, command, folder.resolve("logs/" + name + ".log")));
		URI address = URI.create("http://127.0.0.1:" + port);
		new Readiness().await(process, address.resolve("/metrics"), LIMIT);
		return address;
	}

	@Test
	void theToolsRun() throws Exception {
		assertThat(run(toolbox.require(Tool.PROMTOOL), "check", "rules", folder.resolve("rules.yml").toString()))
			.contains("4 rules found");
		assertThat(run(toolbox.require(Tool.AMTOOL), "check-config", folder.resolve("alertmanager.yml").toString()))
			.contains("SUCCESS");
	}

	@Test
	void saysWhyAServerDoesNotStart() throws Exception {
		Path configuration = Files.writeString(folder.resolve("broken.yml"), "scrape_config: []\n");
		try (Supervisor other = Supervisor.create(new ProcessLedger(folder.resolve("other/ledger")),
				(process, exitValue) -> {
				})) {
			OwnedProcess process = other.start(new ProcessSpec("prometheus",
					toolbox.require(Tool.PROMETHEUS)
						.command("--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("broken"),
								"--web.listen-address=127.0.0.1:" + new Ports().free()),
					folder.resolve("broken.log")));
			assertThatExceptionOfType(NotReadyException.class)
				.isThrownBy(() -> new Readiness().await(process, URI.create("http://127.0.0.1:1/-/ready"), LIMIT))
				.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1)
					.startsWith("prometheus ended with exit code 2 before it was ready: Error loading config")
					.contains("field scrape_config not found"));
		}
	}

	private static String run(Executable executable, String... arguments) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(executable.command(arguments)).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as("%s: %s", Arrays.toString(arguments), output).isZero();
		return output;
	}

	private static HttpResponse<String> get(URI address, String accept) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(address).header("Accept", accept).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	private static <T> T eventually(Callable<T> action, Predicate<T> condition) throws Exception {
		Instant deadline = Instant.now().plus(LIMIT);
		T result = action.call();
		while (!condition.test(result)) {
			assertThat(Instant.now()).as("still %s", result).isBefore(deadline);
			TimeUnit.MILLISECONDS.sleep(100);
			result = action.call();
		}
		return result;
	}

}
