package dev.telltale.mixins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.Aggregation;
import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.exposition.Exposition;
import dev.telltale.tools.exposition.Format;
import dev.telltale.tools.process.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What signals and alerts of the platform read, the platform exports: compared with the
 * real programs where they run here, else with expositions written after their
 * documentation.
 */
class PlatformContractTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	// Those that scraping gives to every series.
	private static final Set<String> TARGET_LABELS = Set.of("cluster", "environment", "team", "job", "instance");

	private final Mixin mixin = Mixin.bundled();

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			kubernetes | kube-state-metrics cadvisor
			pipeline   | loki tempo collector
			""")
	void whatCannotRunHereIsDocumented(String area, String files) throws IOException {
		Map<String, Set<String>> exported = new TreeMap<>();
		for (String file : files.split(" ")) {
			add(exported, documented(file));
		}
		Usage usage = usage(area);
		assertThat(usage.missingFrom(exported)).isEmpty();
		assertThat(usage.metrics.keySet()).as("what is documented is used")
			.containsAll(exported.keySet()
				.stream()
				.map((name) -> name.replaceAll("_(bucket|sum)$", "_count"))
				.collect(TreeSet::new, Set::add, Set::addAll));
	}

	@Test
	void nodeExporterExportsWhatIsReadOfMachines() throws Exception {
		try (RealServer exporter = RealServer.start(Tool.NODE_EXPORTER, new Ports().free(), log("node"))) {
			Set<String> missing = new TreeSet<>(missing("node", exporter));
			// Linux alone says so, if it was built and started to.
			missing.removeIf((name) -> name.startsWith("node_pressure_") || !onLinux());
			assertThat(missing).isEmpty();
		}
	}

	@Test
	void alertmanagerExportsWhatIsReadOfIt() throws Exception {
		Ports ports = new Ports();
		Path config = Files.writeString(this.directory.resolve("alertmanager.yml"), """
				route: { receiver: none }
				receivers: [{ name: none }]
				""");
		String cluster = "127.0.0.1:" + ports.free();
		try (RealServer alertmanager = RealServer.start(Tool.ALERTMANAGER, ports.free(), log("alertmanager"),
				"--config.file=" + config, "--storage.path=" + this.directory.resolve("alertmanager"),
				"--cluster.listen-address=" + cluster, "--cluster.advertise-address=" + cluster)) {
			assertThat(missing("alertmanager", alertmanager)).isEmpty();
		}
	}

	@Test
	void prometheusExportsWhatIsReadOfIt() throws Exception {
		int port = new Ports().free();
		// It scrapes itself and is its own remote storage.
		Path config = Files.writeString(this.directory.resolve("prometheus.yml"), """
				global: { scrape_interval: 1s, evaluation_interval: 1s }
				rule_files: [rules.yml]
				scrape_configs:
				  - job_name: prometheus
				    static_configs: [{ targets: ['127.0.0.1:%1$d'] }]
				alerting:
				  alertmanagers:
				    - static_configs: [{ targets: ['127.0.0.1:9'] }]
				remote_write:
				  - url: http://127.0.0.1:%1$d/api/v1/write
				""".formatted(port));
		Files.writeString(this.directory.resolve("rules.yml"), """
				groups:
				  - name: watch
				    rules: [{ alert: Watchdog, expr: vector(1) }]
				""");
		try (RealServer prometheus = RealServer.start(Tool.PROMETHEUS, port, log("prometheus"),
				"--config.file=" + config, "--storage.tsdb.path=" + this.directory.resolve("prometheus"),
				"--web.enable-remote-write-receiver")) {
			assertThat(missing("prometheus", prometheus)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "alertmanager", "kubernetes", "node", "pipeline", "prometheus" })
	void metricsAreNamedInSignalsOnly(String area) throws IOException {
		Set<String> names = usage(area).metrics.keySet();
		Path sources = Path.of("src/main/jsonnet");
		try (Stream<Path> files = Files.walk(sources)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				if (!file.startsWith(sources.resolve("signals"))) {
					assertThat(Files.readString(file)).as(file.toString()).doesNotContain(names);
				}
			}
		}
	}

	@Test
	void theTestItselfSeesNamesAndLabels() {
		Usage usage = new Usage();
		usage.add("sum by (job, pool) (rate(a_total{x=\"1\",job=\"2\"}[5m])) > on (zone) group_left () b");
		assertThat(usage.missingFrom(Map.of("a_total", Set.of("x")))).containsExactly("a label pool", "a label zone",
				"b");
		assertThat(usage.missingFrom(Map.of("a_total", Set.of("pool"), "b", Set.of("zone"))))
			.containsExactly("a_total{x}");
	}

	private Set<String> missing(String area, RealServer server) throws Exception {
		Usage usage = usage(area);
		Instant end = Instant.now().plus(PATIENCE);
		while (true) {
			Map<String, Set<String>> exported = new TreeMap<>();
			add(exported, server.metrics());
			Set<String> missing = usage.missingFrom(exported);
			// Some names need a first scrape, evaluation or delivery.
			if (missing.isEmpty() || area.equals("node") || Instant.now().isAfter(end)) {
				return missing;
			}
			Thread.sleep(500);
		}
	}

	private Usage usage(String area) {
		List<String> expressions = new ArrayList<>();
		this.mixin
			.evaluate(
					"""
							local view = { matchers: [], recorded: [], by: [], range: '5m' };
							local signals = mixin.signals.%1$s;
							[signals[name].expr(view) for name in std.objectFields(signals) if std.objectHas(signals[name], 'unit')] +
							[
							  rule.expr
							  for group in (import 'lib/render.libsonnet')(mixin)['prometheus/rules/%1$s.yaml'].groups
							  for rule in group.rules
							]
							"""
						.formatted(area),
					Map.of())
			.forEach((expression) -> expressions.add(expression.asString()));
		assertThat(expressions).hasSizeGreaterThan(10);
		Usage usage = new Usage();
		expressions.forEach(usage::add);
		return usage;
	}

	private Exposition documented(String file) throws IOException {
		try (InputStream input = getClass().getResourceAsStream("expositions/" + file + ".prom")) {
			assertThat(input).as(file).isNotNull();
			return Exposition.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8), Format.PROMETHEUS_TEXT);
		}
	}

	private static void add(Map<String, Set<String>> exported, Exposition exposition) {
		exposition.families()
			.forEach((family) -> family.samples()
				.forEach((sample) -> exported.computeIfAbsent(sample.name(), (name) -> new TreeSet<>())
					.addAll(sample.labels().keySet())));
	}

	private Path log(String name) {
		return this.directory.resolve(name + ".log");
	}

	private static boolean onLinux() {
		return System.getProperty("os.name").equals("Linux");
	}

	/**
	 * The metrics that expressions read, with the labels they match, and the labels they
	 * keep.
	 */
	private static final class Usage {

		private final Map<String, Set<String>> metrics = new TreeMap<>();

		/** Each with the metrics beside which it stands, one of which must have it. */
		private final Map<String, Set<String>> labels = new TreeMap<>();

		void add(String text) {
			Expression expression = Expression.parse(text);
			Set<String> names = new TreeSet<>();
			expression.stream(VectorSelector.class).forEach((selector) -> {
				names.add(selector.metric());
				Set<String> matched = this.metrics.computeIfAbsent(selector.metric(), (name) -> new TreeSet<>());
				selector.matchers().stream().map(LabelMatcher::label).forEach(matched::add);
				matched.removeAll(TARGET_LABELS);
			});
			Set<String> kept = new TreeSet<>();
			expression.stream(Aggregation.class).forEach((aggregation) -> kept.addAll(aggregation.grouping().labels()));
			expression.stream(BinaryOperation.class)
				.filter((operation) -> !operation.matching().ignoring())
				.forEach((operation) -> kept.addAll(operation.matching().labels()));
			kept.removeAll(TARGET_LABELS);
			// Either a label of the metric, as of a pod's, or of its target.
			kept.remove("namespace");
			kept.forEach((label) -> this.labels.computeIfAbsent(label, (name) -> new TreeSet<>()).addAll(names));
		}

		Set<String> missingFrom(Map<String, Set<String>> exported) {
			Set<String> missing = new TreeSet<>();
			this.metrics.forEach((name, matched) -> {
				if (!exported.containsKey(name)) {
					missing.add(name);
				}
				else {
					matched.stream()
						.filter((label) -> !exported.get(name).contains(label))
						.forEach((label) -> missing.add("%s{%s}".formatted(name, label)));
				}
			});
			this.labels.forEach((label, names) -> {
				if (names.stream().noneMatch((name) -> exported.getOrDefault(name, Set.of()).contains(label))) {
					missing.add("a label " + label);
				}
			});
			return missing;
		}

	}

}
