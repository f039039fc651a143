package dev.telltale.cli.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.telltale.cli.compose.StackFolder.LaidOut;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the parts of the stack in Docker Compose fit together, and that a mistake in
 * them is noticed.
 */
class ComposeTests {

	private static LaidOut laidOut = new LaidOut(Path.of(""), Path.of(""));

	private static LaidOut guarded = laidOut;

	private static StackFolder stack = new StackFolder(StackFolder.ORIGINAL);

	@BeforeAll
	static void layOut(@TempDir Path folder) throws Exception {
		stack = StackFolder.copyTo(folder.resolve("stack"));
		guarded = stack.layOut(folder.resolve("guarded"), true, "mixin.yaml");
		laidOut = stack.layOut(folder.resolve("plain"), guarded);
	}

	@Test
	void everythingThatOnePartNamesExistsInAnother() {
		assertThat(StackCheck.problems(stack, laidOut)).isEmpty();
	}

	@Test
	void theOverlayWithTlsFits() {
		ComposeFile overlay = compose("compose.tls.yaml");
		assertThat(StackCheck.problems(stack, compose("compose.yaml").with(overlay), guarded)).isEmpty();
	}

	@Test
	void theOverlayWithIntegrationsFits() {
		ComposeFile overlay = compose("compose.integrations.yaml");
		assertThat(StackCheck.problems(stack, compose("compose.yaml").with(overlay), laidOut)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					compose.yaml ; 127.0.0.1:9090:9090 ; 0.0.0.0:9090:9090 ; beyond the loopback interface
					compose.yaml ; 127.0.0.1:9090:9090 ; 9090:9090 ; beyond the loopback interface
					compose.yaml ; 127.0.0.1:3100:3100 ; 127.0.0.1:9090:3100 ; port 9090 is published twice
					compose.yaml ; 127.0.0.1:3100:3100 ; 127.0.0.1:3100:3101 ; loki does not listen on 3101
					compose.yaml ; grafana/loki:3.7.8 ; grafana/loki:latest ; loki has an image without the tag
					compose.yaml ; grafana/tempo:3.0.3 ; grafana/tempo ; tempo has an image without the tag
					compose.yaml ; mem_limit: 192m ; cpu_shares: 2 ; cadvisor has no limit of memory
					compose.yaml ; mem_limit: 192m ; cpu_shares: 2 ; there is no key cadvisor.cpu_shares
					compose.yaml ; PROTECT: "no" ; PROTECT: no ; setup.environment must be an object of strings
					compose.yaml ; pull_policy: build ; pull_policy: always ; could be pulled from strangers
					compose.yaml ; sample-service: {condition: service_healthy} ; sample: {condition: service_healthy} ; names no service: sample
					compose.yaml ; retention.time=40d ; retention.time=15d ; Prometheus keeps 15 days
					compose.yaml ; GF_SECURITY_ADMIN_PASSWORD__FILE: /run/telltale/grafana-password ; GF_SECURITY_ADMIN_PASSWORD: admin ; none that was generated
					compose.yaml ; /etc/telltale/loki/loki.yaml ; /etc/telltale/loki/local.yaml ; loki names /etc/telltale/loki/local.yaml, which nobody makes
					compose.yaml ; - secrets:/run/telltale:ro ; - grafana-data:/tmp/x ; grafana names /run/telltale/grafana-password without a mount
					compose.yaml ; http://payments:8081 ; http://payment:8081 ; which is no service
					compose.yaml ; http://payments:8081 ; http://payments:8080 ; payments does not listen there
					compose.yaml ; "promtool", "check", "healthy" ; "wget", "-q", "healthy" ; a program that its image may lack
					profiles/full/grafana/datasources/logs-and-traces.yaml ; uid: tempo ; uid: tempo-1 ; data source tempo, which is not provisioned
					profiles/full/grafana/datasources/logs-and-traces.yaml ; datasourceUid: loki ; datasourceUid: logs ; data source logs, which is not provisioned
					profiles/full/grafana/datasources/logs-and-traces.yaml ; url: $${__value.raw} ; url: ${__value.raw} ; takes for a variable
					profiles/full/grafana/datasources/logs-and-traces.yaml ; matcherRegex: trace_id ; matcherRegex: traceId ; a line leads to its trace by traceId
					profiles/full/grafana/datasources/logs-and-traces.yaml ; targetUID: prometheus ; targetUID: metrics ; data source metrics, which is not provisioned
					profiles/full/grafana/datasources/logs-and-traces.yaml ; "service_name": ; "service": ; a correlation looks for "service"
					profiles/full/grafana/datasources/logs-and-traces.yaml ; transformations: ; transformation: ; a correlation asks with job
					profiles/full/grafana/datasources/logs-and-traces.yaml ; mapValue: job ; mapValue: service ; a correlation asks with job
					profiles/full/grafana/datasources/logs-and-traces.yaml ; value: service_name ; value: service ; a span leads to its lines by the label service
					profiles/full/grafana/datasources/logs-and-traces.yaml ; | trace_id = ; | traceId = ; a span leads to its lines by something
					profiles/light/grafana/datasources/metrics.yaml ; type: prometheus ; type: influxdb ; wants a data source of type "prometheus"
					profiles/light/grafana/datasources/metrics.yaml ; http://alertmanager:9093 ; http://alertmanager:9094 ; alertmanager does not listen there
					profiles/full/prometheus/targets/infrastructure-full.json ; loki:3100 ; loki:3101 ; where no service listens
					profiles/full/prometheus/targets/infrastructure-full.json ; tempo:3200 ; loki:3100 ; nobody scrapes tempo
					prometheus/prometheus.yml ; infrastructure*.json ; infrastructure.json ; Prometheus reads no file infrastructure-full.json
					alloy/config.alloy ; "skip" ; "fudge" ; lines without a time get that of an earlier one
					alloy/config.alloy ; level        = "level" ; severity     = "level" ; searches want [level, service_name]
					alloy/config.alloy ; "\\"@timestamp\\"" ; "time" ; reads the field time, which no line has
					alloy/config.alloy ; loki.write.loki.receiver ; loki.write.store.receiver ; no component loki.write.store
					alloy/config.alloy ; ["level", "service_name"] ; ["level"] ; keeps other labels
					loki/loki.yaml ; schema: v13 ; schema: v12 ; schema v13
					tempo/tempo.yaml ; backend_worker: ; compactor: ; a block that its version may not know: compactor
					""")
	void aMistakeIsNoticed(String file, String text, String replacement, String problem, @TempDir Path folder)
			throws Exception {
		StackFolder broken = StackFolder.copyTo(folder.resolve("stack")).edit(file, text, replacement);
		List<String> problems = StackCheck.problems(broken, broken.layOut(folder.resolve("out"), laidOut));
		assertThat(problems).anyMatch((message) -> message.contains(problem));
	}

	@Test
	void aMissingFileIsNoticed(@TempDir Path folder) throws Exception {
		StackFolder broken = StackFolder.copyTo(folder.resolve("stack")).delete("loki/loki.yaml");
		assertThat(StackCheck.problems(broken, broken.layOut(folder.resolve("out"), laidOut)))
			.contains("loki names /etc/telltale/loki/loki.yaml, which nobody makes");
	}

	@Test
	void memoryIsWhatTheDocumentationSays() {
		String documentation = StackFolder.read(Path.of("../docs/compose.md"));
		assertThat(documentation).contains("**%d MB**".formatted(memory("light")))
			.contains("**%d MB**".formatted(memory("full")));
		assertThat(memory("light")).isLessThanOrEqualTo(2048);
		assertThat(memory("full")).isLessThanOrEqualTo(3584);
	}

	// Of what goes on running.
	private static int memory(String profile) {
		int sum = 0;
		for (Object service : compose("compose.yaml").services().values()) {
			Map<String, Object> settings = ComposeFile.map(service);
			if (ComposeFile.texts(settings.get("profiles")).contains(profile)
					&& !"no".equals(settings.get("restart"))) {
				sum += Integer.parseInt(String.valueOf(settings.get("mem_limit")).replace("m", ""));
			}
		}
		return sum;
	}

	@Test
	void theDocumentationNamesEveryPort() {
		String documentation = StackFolder.read(Path.of("../docs/compose.md"));
		compose("compose.yaml").services().forEach((name, service) -> {
			for (String port : ComposeFile.texts(ComposeFile.map(service).get("ports"))) {
				assertThat(documentation).contains("<http://localhost:%s".formatted(port.split(":")[1]));
			}
		});
	}

	@Test
	void theOverlayWithTlsChangesNothingElse() {
		ComposeFile plain = compose("compose.yaml");
		ComposeFile protectedStack = plain.with(compose("compose.tls.yaml"));
		for (String service : List.of("prometheus", "alertmanager")) {
			List<String> command = new ArrayList<>(ComposeFile.texts(plain.service(service).get("command")));
			command.replaceAll((flag) -> flag.replace("=http://", "=https://"));
			command.add("--web.config.file=/run/telltale/tls/web.yml");
			assertThat(ComposeFile.texts(protectedStack.service(service).get("command"))).isEqualTo(command);
		}
	}

	@Test
	void thePrometheusWithTlsScrapesTheSame() {
		Map<String, Object> plain = ComposeFile.map(ComposeFile.yaml(laidOut.config("prometheus/prometheus.yml")));
		Map<String, Object> tls = ComposeFile.map(ComposeFile.yaml(guarded.config("prometheus/prometheus.yml")));
		Map<String, Object> jobs = jobs(tls);
		assertThat(ComposeFile.map(jobs.remove("protected"))).containsEntry("scheme", "https")
			.containsKeys("basic_auth", "tls_config");
		assertThat(jobs).isEqualTo(jobs(plain));
		for (String key : List.of("global", "rule_files")) {
			assertThat(tls.get(key)).isEqualTo(plain.get(key));
		}
		assertThat(guarded.config("prometheus/targets/infrastructure.json")).doesNotContain("prometheus:",
				"alertmanager:");
		assertThat(guarded.config("prometheus/targets/protected.json")).contains("prometheus:9090",
				"alertmanager:9093");
	}

	@Test
	void theDataSourcesWithTlsAreTheSame() {
		Map<String, Object> plain = sources(laidOut);
		Map<String, Object> tls = sources(guarded);
		assertThat(tls.keySet()).isEqualTo(plain.keySet());
		tls.forEach((uid, source) -> {
			Map<String, Object> rest = new HashMap<>(ComposeFile.map(source));
			Map<String, Object> settings = new HashMap<>(ComposeFile.map(rest.get("jsonData")));
			assertThat(settings.remove("tlsAuthWithCACert")).isEqualTo(true);
			assertThat(rest.remove("basicAuth")).isEqualTo(true);
			assertThat(rest.remove("basicAuthUser")).isEqualTo("telltale");
			assertThat(ComposeFile.map(rest.remove("secureJsonData"))).containsOnlyKeys("basicAuthPassword",
					"tlsCACert");
			rest.put("jsonData", settings);
			rest.put("url", String.valueOf(rest.get("url")).replace("https:", "http:"));
			assertThat(rest).isEqualTo(plain.get(uid));
		});
	}

	@Test
	void everySecretOfTheIntegrationsIsMounted(@TempDir Path folder) throws Exception {
		LaidOut integrated = stack.layOut(folder, false, "integrations/mixin.yaml");
		Matcher file = Pattern.compile("_file: \"?/run/secrets/([\\w-]+)")
			.matcher(integrated.config("alertmanager/alertmanager.yml"));
		List<String> secrets = file.results().map((secret) -> secret.group(1)).sorted().distinct().toList();
		assertThat(secrets).containsExactly("mail-password", "pagerduty-routing-key", "slack-url");
		ComposeFile overlay = compose("compose.integrations.yaml");
		assertThat(ComposeFile.texts(overlay.service("alertmanager").get("secrets")))
			.containsExactlyInAnyOrderElementsOf(secrets);
		assertThat(StackFolder.read(stack.folder().resolve("secrets/README.md"))).contains(secrets);
		RealPrograms.assertAlertmanagerAccepts(integrated.config().resolve("alertmanager/alertmanager.yml"));
	}

	@Test
	void passwordsAreMadeAndNobodyElseReadsThem() throws IOException {
		assertThat(StackFolder.read(laidOut.secrets().resolve("grafana-password"))).hasSize(32)
			.isNotEqualTo(StackFolder.read(guarded.secrets().resolve("grafana-password")));
		for (String secret : List.of("grafana-password", "tls/password", "tls/server.key", "tls/grafana-password")) {
			assertThat(Files.getPosixFilePermissions(guarded.secrets().resolve(secret))).as(secret).hasSize(1);
		}
		assertThat(StackFolder.read(guarded.secrets().resolve("tls/web.yml")))
			.doesNotContain(StackFolder.read(guarded.secrets().resolve("tls/password")));
	}

	@Test
	void aSecondStartKeepsThePasswords(@TempDir Path folder) throws Exception {
		LaidOut first = stack.layOut(folder, laidOut);
		String password = StackFolder.read(first.secrets().resolve("grafana-password"));
		Files.writeString(first.config().resolve("prometheus/rules/old.yaml"), "");
		assertThat(first.config().resolve("prometheus/rules/old.yaml")).exists();
		LaidOut second = stack.layOut(Files.createDirectories(folder), false, "mixin.yaml");
		assertThat(StackFolder.read(second.secrets().resolve("grafana-password"))).isEqualTo(password);
		assertThat(second.config().resolve("prometheus/rules/old.yaml")).doesNotExist();
	}

	private static ComposeFile compose(String file) {
		return ComposeFile.read(stack.folder().resolve(file));
	}

	private static Map<String, Object> jobs(Map<String, Object> prometheus) {
		Map<String, Object> jobs = new LinkedHashMap<>();
		for (Object job : (List<?>) prometheus.get("scrape_configs")) {
			jobs.put(String.valueOf(ComposeFile.map(job).get("job_name")), job);
		}
		return jobs;
	}

	private static Map<String, Object> sources(LaidOut laidOut) {
		Map<String, Object> sources = new LinkedHashMap<>();
		Object list = ComposeFile.map(ComposeFile.yaml(laidOut.config("grafana/datasources/metrics.yaml")))
			.get("datasources");
		for (Object source : (List<?>) list) {
			sources.put(String.valueOf(ComposeFile.map(source).get("uid")), source);
		}
		return sources;
	}

}
