package dev.telltale.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.telltale.preview.Shots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code telltale prove} on a project that somebody broke. That the whole project proves
 * is the continuous integration's own step.
 */
class ProveIT {

	private static final Duration LIMIT = Duration.ofMinutes(5);

	@Test
	void eachBrokenThingTurnsExactlyItsRowRed(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		Path mixin = Path.of("mixins/src/main/jsonnet");
		// An inhibition is deleted.
		home.edit(mixin.resolve("alertmanager/inhibition.libsonnet"), "  log: {", "  log:: {");
		// An alert is renamed.
		home.edit(mixin.resolve("alerts/service.libsonnet"), "  HealthComponentDown: {", "  ComponentDown: {");
		home.edit(Path.of("examples/scenarios/not-live.yml"), "    - FileDescriptorsLow",
				"    - FileDescriptorsLow\n    - ComponentDown");
		// A threshold is out of reach.
		home.edit(mixin.resolve("config/http.libsonnet"), "    threshold: 1,", "    threshold: 99,");
		// The route of pages is removed.
		home.edit(mixin.resolve("alertmanager.libsonnet"), "['severity=\"critical\"', ", "['severity=\"page\"', ");
		// The receiver of heartbeats is mute.
		home.edit(mixin.resolve("alertmanager.libsonnet"), "receivers: receivers.all,",
				"""
						receivers: [
						  receiver + (if receiver.name == 'heartbeat' then { webhook_configs: [{ url: 'http://127.0.0.1:9/' }] } else {})
						  for receiver in receivers.all
						],""");
		// Exemplars are off.
		home.edit(Path.of("examples/stack/prometheus/prometheus.yml"), "rule_files:",
				"storage: {exemplars: {max_exemplars: 0}}\n\nrule_files:");
		Files.writeString(folder.resolve("examples/scenarios/exemplars.yaml"), """
				summary: A latency leads to its trace.
				traffic: {rate: 10, warmUp: 5s}
				expect: []
				lasts: 5s
				find:
				  - trace: {exemplar: 'http_server_requests_seconds_bucket{uri="/api/users"}', services: 1, logs: 0}
				""");
		try (TestHome.Run run = home.start("prove", "error-burst", "health-component-down", "slow-route",
				"service-down", "quiet", "exemplars")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(failures(folder.resolve(".telltale/prove/report/junit.xml"))).as(run.output())
				.isEqualTo(Map.of("error-burst", List.of("inhibited: LogErrorBurst is inhibited by HighErrorRate"),
						"health-component-down", List.of("rule: HealthComponentDown is loaded"), "slow-route",
						List.of("pending: HighLatency"), "service-down",
						List.of("delivered: critical hears of ServiceDown, notified"), "quiet",
						List.of("delivered: heartbeat hears of Watchdog, notified"), "exemplars",
						List.of("found: exemplar of http_server_requests_seconds_bucket → trace → log")));
			assertThat(run.output()).containsPattern("✘ rule .* Prometheus has no rule HealthComponentDown")
				.containsPattern("✘ pending .* never; what it watches is \\d")
				.containsPattern("✘ delivered .* went to warning instead")
				.containsPattern("- firing .* not reached")
				.contains("0 of 6 scenarios passed");
			try (Stream<Path> pictures = Files.list(folder.resolve(".telltale/prove/report/pictures"))) {
				assertThat(pictures).hasSize(Shots.available() ? 6 : 0)
					.allSatisfy((picture) -> assertThat(picture).isNotEmptyFile());
			}
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	/** The rows that failed, by scenario, without their number and their bound. */
	private static Map<String, List<String>> failures(Path report) throws Exception {
		Map<String, List<String>> failures = new TreeMap<>();
		NodeList cases = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(report.toFile())
			.getElementsByTagName("testcase");
		for (int i = 0; i < cases.getLength(); i++) {
			Element row = (Element) cases.item(i);
			if (row.getElementsByTagName("failure").getLength() > 0) {
				failures
					.computeIfAbsent(row.getAttribute("classname").replaceFirst(".*\\.", ""),
							(scenario) -> new ArrayList<>())
					.add(row.getAttribute("name").replaceFirst("^\\d+ ", "").replaceFirst("( pending)? within .*", ""));
			}
		}
		return failures;
	}

	@Test
	void namesTheScenariosThereAre(@TempDir Path folder) throws Exception {
		try (TestHome.Run run = new TestHome(folder).start("prove", "eror-burst")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(run.output().strip())
				.startsWith("telltale: there is no scenario 'eror-burst': choose from budget-burn, cardinality-bomb, ")
				.contains(", error-burst, ");
		}
	}

	@Test
	void namesAMistakeInTheJsonnet(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		home.edit(Path.of("mixins/src/main/jsonnet/alerts/http.libsonnet"), "  HighErrorRate: {", "  HighErrorRate: [");
		try (TestHome.Run run = home.start("prove")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(run.output()).containsPattern("(?m)^telltale: .*http.libsonnet:\\d+:\\d+")
				.doesNotContain("\tat ");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

}
