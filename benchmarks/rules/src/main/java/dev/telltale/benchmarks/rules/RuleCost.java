package dev.telltale.benchmarks.rules;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.files.Folders;
import dev.telltale.tools.process.OwnedProcess;
import dev.telltale.tools.process.Ports;
import dev.telltale.tools.process.ProcessLedger;
import dev.telltale.tools.process.ProcessSpec;
import dev.telltale.tools.process.Readiness;
import dev.telltale.tools.process.Supervisor;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.RuleGroup;

/**
 * Measures how long one evaluation of each group of rules takes a real Prometheus, for
 * several numbers of services. Prints a table in Markdown.
 */
public final class RuleCost {

	private static final Duration EVALUATED_WITHIN = Duration.ofMinutes(4);

	private static final String LONG = "telltale.slo.long";

	private RuleCost() {
	}

	/**
	 * Run the measurement.
	 * @param arguments the numbers of services, then {@code --days} and the numbers of
	 * services that get thirty days of history too
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		List<String> words = Arrays.asList(arguments);
		int separator = words.indexOf("--days");
		List<Integer> counts = numbers((separator < 0) ? words : words.subList(0, separator));
		List<Integer> deep = (separator < 0) ? List.of() : numbers(words.subList(separator + 1, words.size()));
		Map<Integer, Map<String, Duration>> costs = new TreeMap<>();
		for (int count : counts) {
			System.err.printf("Measuring %d services ...%n", count);
			costs.put(count, measure(count, deep.contains(count)));
		}
		print(costs, deep, System.out);
	}

	private static List<Integer> numbers(List<String> words) {
		return words.stream().map(Integer::valueOf).toList();
	}

	private static Map<String, Duration> measure(int services, boolean deep) throws Exception {
		Path folder = Files.createTempDirectory("telltale-rules-");
		try (Supervisor supervisor = Supervisor.create(new ProcessLedger(folder.resolve("processes")),
				(process, exitValue) -> System.err.printf("%s ended with exit code %d%n", process.name(), exitValue))) {
			Path data = Files.createDirectory(folder.resolve("data"));
			if (deep) {
				Path recorded = folder.resolve("recorded.txt");
				new History(services, Instant.now()).writeRecorded(recorded);
				load(recorded, data);
			}
			Path exported = folder.resolve("exported.txt");
			new History(services, Instant.now()).writeExported(exported);
			load(exported, data);
			Mixin.bundled().render(Map.of()).writeTo(folder.resolve("rendering"));
			Path config = Files.writeString(folder.resolve("prometheus.yml"), """
					global: { scrape_interval: 15s, evaluation_interval: 15s }
					rule_files: ['rendering/prometheus/rules/*.yaml']
					""");
			URI address = URI.create("http://127.0.0.1:" + new Ports().free());
			OwnedProcess process = supervisor.start(new ProcessSpec("prometheus",
					Toolbox.standard()
						.require(Tool.PROMETHEUS)
						.command("--config.file=" + config, "--storage.tsdb.path=" + data,
								"--storage.tsdb.retention.time=40d", "--web.listen-address=" + address.getAuthority()),
					folder.resolve("prometheus.log")));
			new Readiness().await(process, address.resolve("/-/ready"), Duration.ofMinutes(2));
			return evaluated(new PrometheusClient(address));
		}
		finally {
			Folders.delete(folder);
		}
	}

	private static void load(Path file, Path data) throws IOException, InterruptedException {
		Process promtool = new ProcessBuilder(Toolbox.standard()
			.require(Tool.PROMTOOL)
			.command("tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h", file.toString(),
					data.toString()))
			.redirectErrorStream(true)
			.start();
		String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (promtool.waitFor() != 0) {
			throw new IllegalStateException("promtool does not load the history: " + output.strip());
		}
		Files.delete(file);
	}

	// Each group once, some after two minutes.
	private static Map<String, Duration> evaluated(PrometheusClient prometheus) throws InterruptedException {
		Instant end = Instant.now().plus(EVALUATED_WITHIN);
		while (true) {
			List<RuleGroup> groups = prometheus.rules();
			if (!groups.isEmpty() && groups.stream().noneMatch((group) -> group.evaluationTime().isZero())) {
				return groups.stream()
					.collect(
							Collectors.toMap(RuleGroup::name, RuleGroup::evaluationTime, Duration::plus, TreeMap::new));
			}
			if (Instant.now().isAfter(end)) {
				throw new IllegalStateException("Prometheus has not evaluated every group within " + EVALUATED_WITHIN);
			}
			TimeUnit.SECONDS.sleep(1);
		}
	}

	private static void print(Map<Integer, Map<String, Duration>> costs, List<Integer> deep, PrintStream out) {
		List<String> groups = new ArrayList<>(costs.values().iterator().next().keySet());
		out.println("| group | "
				+ costs.keySet().stream().map((count) -> count + " services").collect(Collectors.joining(" | "))
				+ " |");
		out.println("| --- |" + " ---: |".repeat(costs.size()));
		for (String group : groups) {
			out.println("| `" + group + "` | " + costs.entrySet().stream().map((cost) -> {
				boolean measured = !group.equals(LONG) || deep.contains(cost.getKey());
				return measured ? "%.1f ms".formatted(cost.getValue().get(group).toNanos() / 1e6) : "–";
			}).collect(Collectors.joining(" | ")) + " |");
		}
		out.println("| all but `" + LONG + "` | "
				+ costs.values()
					.stream()
					.map((cost) -> "%.0f ms".formatted(cost.entrySet()
						.stream()
						.filter((group) -> !group.getKey().equals(LONG))
						.mapToLong((group) -> group.getValue().toNanos())
						.sum() / 1e6))
					.collect(Collectors.joining(" | "))
				+ " |");
	}

}
