package dev.telltale.cli.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A history that the real promtool writes, read by the real Prometheus with the demo's
 * rules, while it scrapes services that are well.
 */
class BackFillTests {

	private static final Map<String, String> LABELS = Map.of("environment", "demo", "team", "shop", "tier", "service");

	private static final Instant NOW = Instant.now();

	private static final Duration BOUND = Duration.ofSeconds(45);

	private static Executable promtool;

	private static BackFill.Written written;

	private static HttpServer services;

	private static Process process;

	private static PrometheusClient prometheus;

	@BeforeAll
	static void start(@TempDir Path folder) throws Exception {
		promtool = Toolbox.standard().require(Tool.PROMTOOL);
		services = services();
		String address = "127.0.0.1:" + services.getAddress().getPort();
		written = BackFill.into(folder.resolve("data"), promtool)
			.run(List.of(PastService.orders(address, LABELS), PastService.payments(address, LABELS)), NOW, (text) -> {
			});
		Mixin.bundled().render(Mixin.DEMO).writeTo(folder.resolve("mixin"));
		Path config = Files.writeString(folder.resolve("prometheus.yml"),
				"""
						global: {scrape_interval: 2s, evaluation_interval: 2s}
						rule_files: [mixin/prometheus/rules/*.yaml]
						scrape_configs:
						  - job_name: services
						    static_configs:
						      - targets: ['%1$s']
						        labels: {job: sample-service, __metrics_path__: /sample-service, environment: demo, team: shop, tier: service}
						      - targets: ['%1$s']
						        labels: {job: payments, __metrics_path__: /payments, environment: demo, team: shop, tier: service}
						"""
					.formatted(address));
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		process = new ProcessBuilder(Toolbox.standard()
			.require(Tool.PROMETHEUS)
			.command("--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("data"),
					"--storage.tsdb.retention.time=40d", "--web.listen-address=127.0.0.1:" + port))
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("prometheus.log").toFile())
			.start();
		prometheus = new PrometheusClient(URI.create("http://127.0.0.1:" + port));
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
		while (!prometheus.isReady() || prometheus.query(
				"count(slo:error_budget_remaining:period) == 6 and count(slo:error_budget_history_seconds:period) == 6")
			.samples()
			.isEmpty()) {
			assertThat(System.nanoTime()).as(Files.readString(folder.resolve("prometheus.log"))).isLessThan(deadline);
			TimeUnit.MILLISECONDS.sleep(500);
		}
	}

	@AfterAll
	static void stop() throws Exception {
		if (process != null) {
			process.destroy();
			process.waitFor(10, TimeUnit.SECONDS);
			process.destroyForcibly();
		}
		services.stop(0);
	}

	@Test
	void isWrittenInTime() {
		System.out.printf("history: %d series, %d samples in %d ms%n", written.series(), written.samples(),
				written.took().toMillis());
		// Three times what is promised: a busy machine passes.
		assertThat(written.took()).isLessThan(BOUND);
	}

	@Test
	void errorBudgetsArePartlySpent() {
		List<Sample> budgets = prometheus.query("slo:error_budget_remaining:period").samples();
		assertThat(budgets).hasSize(6)
			.allSatisfy((budget) -> assertThat(budget.value()).as(budget.toString()).isBetween(0.3, 0.85));
		assertThat(prometheus.query("slo:error_budget_history_seconds:period").samples()).hasSize(6)
			.allSatisfy((history) -> assertThat(history.value()).isGreaterThan(Duration.ofHours(44).toSeconds()));
	}

	@Test
	void whatWasRecordedIsWhatTheRulesWouldRecord() {
		Past past = Past.until(NOW.minus(Duration.ofHours(3)));
		Instant quiet = Instant.ofEpochSecond(past.end() - 15L * Series.STEP);
		Instant incident = Instant.ofEpochSecond((past.incidentStart() / Series.STEP + 5) * Series.STEP);
		Timing.BURN_RATES.forEach((role, window) -> {
			String rules = ("avg_over_time(slo:bad_events:rate_base[%1$ds]) / avg_over_time(slo:events:rate_base[%1$ds])"
					+ " / (1 - slo:objective:ratio)")
				.formatted(window.toSeconds());
			for (Instant time : List.of(quiet, incident)) {
				assertThat(value("count(slo:burn_rate:%s)".formatted(role), time)).isEqualTo(8);
				assertThat(value("max(abs(slo:burn_rate:%s - %s))".formatted(role, rules), time)).as(role + " " + time)
					.isLessThan(0.2);
			}
			assertThat(value("max(slo:burn_rate:%s)".formatted(role), quiet)).isBetween(0.1, 0.9);
		});
		assertThat(value("max(slo:burn_rate:fast_long)", incident)).isGreaterThan(14.4);
		assertThat(prometheus.query("ALERTS{alertname=\"SloErrorBudgetBurn\"}", incident).samples())
			.extracting((sample) -> sample.labels().get("slo"))
			.containsExactlyInAnyOrder("orders", "payments");
	}

	@Test
	void panelsCanCompareWithLastWeek() {
		for (String query : List.of("sum by (event) (rate(business_events_total[1m] offset 1w))",
				"sum by (event) (rate(business_events_total{outcome=\"success\"}[1m] offset 1w)) / (sum by (event)"
						+ " (rate(business_events_total[1m] offset 1w)) > 0)",
				"sum by (event, currency) (rate(business_amount_total[1m] offset 1w))")) {
			for (Duration later : List.of(Duration.ofMinutes(-30), Duration.ZERO, Duration.ofHours(23))) {
				assertThat(prometheus.query(query, NOW.plus(later)).samples()).as(query)
					.hasSize(2)
					.allSatisfy((sample) -> assertThat(sample.value()).isPositive());
			}
		}
	}

	@Test
	void daysHaveNightsAndThePastHasNoHoles() {
		String requests = "sum(rate(http_server_requests_seconds_count{job=\"sample-service\"}[1h]))";
		List<Double> hours = prometheus
			.queryRange(requests, NOW.minus(Duration.ofDays(29)), NOW.minus(Duration.ofHours(4)), Duration.ofHours(1))
			.get(0)
			.points()
			.stream()
			.map((point) -> point.value())
			.toList();
		assertThat(hours).hasSizeBetween(29 * 24 - 4, 29 * 24 - 2);
		double busiest = hours.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
		double quietest = hours.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
		assertThat(quietest / busiest).isBetween(0.1, 0.35);
		assertThat(prometheus.queryRange("sum(up)", NOW.minus(Duration.ofDays(29)), NOW.minus(Duration.ofHours(4)),
				Duration.ofMinutes(7)))
			.singleElement()
			.satisfies((series) -> assertThat(series.points()).hasSizeGreaterThan(5_900)
				.allSatisfy((point) -> assertThat(point.value()).isEqualTo(2)));
	}

	@Test
	void noAlertFiresOrIsAboutTo() throws Exception {
		// Ten evaluations and more, with what the last ones recorded.
		for (int i = 0; i < 12; i++) {
			assertThat(prometheus.alerts()).filteredOn((alert) -> !alert.name().equals("Watchdog")).isEmpty();
			TimeUnit.SECONDS.sleep(2);
		}
		assertThat(prometheus.rules().stream().flatMap((group) -> group.rules().stream())).isNotEmpty()
			.allSatisfy((rule) -> assertThat(rule.health()).as(rule.name()).isNotEqualTo("err"));
		// Nor later today, when the windows have moved on.
		for (String alert : List.of("TrafficGone", "TrafficTripled")) {
			String rule = prometheus.rules()
				.stream()
				.flatMap((group) -> group.rules().stream())
				.filter((candidate) -> candidate.name().equals(alert))
				.findFirst()
				.orElseThrow()
				.expression();
			for (int hours = 0; hours < 12; hours++) {
				assertThat(prometheus.query(rule, NOW.plus(Duration.ofHours(hours))).samples()).isEmpty();
			}
		}
	}

	@Test
	void measuredSamplesAreNotMixedWithOthers(@TempDir Path folder) throws Exception {
		Path data = Files.createDirectories(folder.resolve("data/wal")).getParent();
		BackFill backFill = BackFill.into(data, promtool);
		assertThat(backFill.isPossible()).isFalse();
		assertThatExceptionOfType(BackFillException.class).isThrownBy(() -> backFill.run(List.of(), NOW, (text) -> {
		}))
			.withMessage(
					data + " holds samples already: write the history into a new stack, after ./telltale down --wipe");
	}

	@Test
	void aFailureLeavesNothing(@TempDir Path folder) throws Exception {
		Path broken = Files.writeString(folder.resolve("promtool"),
				"#!/bin/sh\necho 'no space left on device'\nexit 1\n");
		assertThat(broken.toFile().setExecutable(true)).isTrue();
		BackFill backFill = BackFill.into(folder.resolve("stack/data"),
				new Executable(Tool.PROMTOOL, broken, "2.42.0", List.of()));
		assertThatExceptionOfType(BackFillException.class)
			.isThrownBy(() -> backFill.run(List.of(PastService.orders("127.0.0.1:1", LABELS)), NOW, (text) -> {
			}))
			.withMessage("promtool makes no blocks of the history: no space left on device");
		try (Stream<Path> left = Files.walk(folder.resolve("stack"))) {
			assertThat(left.filter(Files::isRegularFile)).isEmpty();
		}
		try (Stream<Path> left = Files.list(folder.resolve("stack"))) {
			assertThat(left).containsExactly(folder.resolve("stack/data"));
		}
	}

	@Test
	void theTimesAreThoseOfTheRules() {
		String rules = Mixin.bundled().render(Mixin.DEMO).files().get("prometheus/rules/slo.yaml");
		assertThat(rules).contains("name: telltale.slo.base\n    interval: 4s", "slo:bad_events:rate_base[2d]",
				"rate(slo_events_total{result=\\\"bad\\\"}[4m])", "rate(slo_events_total{result=\\\"bad\\\"}[24m])",
				"slo:bad_events:rate_base[1h36m]", "slo:bad_events:rate_base[4h48m]");
	}

	private static double value(String query, Instant time) {
		return prometheus.query(query, time).samples().get(0).value();
	}

	// Services that are well: four requests a second.
	private static HttpServer services() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		long start = System.nanoTime();
		for (Map.Entry<String, List<String>> service : Map
			.of("sample-service", List.of("users", "orders"), "payments", List.of("payments"))
			.entrySet()) {
			server.createContext("/" + service.getKey(), (exchange) -> {
				long events = 1_000 + (System.nanoTime() - start) / 250_000_000;
				StringBuilder text = new StringBuilder();
				for (String slo : Stream.concat(Stream.of("http"), service.getValue().stream()).toList()) {
					for (String sli : slo.equals("http") ? List.of("availability")
							: List.of("availability", "latency")) {
						String labels = "slo=\"%s\",sli=\"%s\"".formatted(slo, sli);
						text.append("slo_events_total{%s,result=\"good\"} %d%n".formatted(labels, events));
						text.append("slo_events_total{%s,result=\"bad\"} 0%n".formatted(labels));
						text.append("slo_min_bad_events{%s} 5%n".formatted(labels));
						if (!slo.equals("http")) {
							text.append("slo_objective_ratio{%s} %s%n".formatted(labels,
									sli.equals("latency") ? "0.99" : "0.999"));
						}
					}
				}
				byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
				exchange.sendResponseHeaders(200, bytes.length);
				exchange.getResponseBody().write(bytes);
				exchange.close();
			});
		}
		server.start();
		return server;
	}

}
