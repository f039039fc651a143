package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.telltale.cli.stack.Home;
import dev.telltale.tools.process.InstanceLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DoctorCommand} at a server that speaks Prometheus' language and has no
 * data; {@code ContractIT} runs it at the real one of the stack.
 */
class DoctorCommandTests {

	private static final String NO_SUCH = "{\"status\":\"error\",\"error\":\"no such page\"}";

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicInteger mostUnderWay = new AtomicInteger();

	private HttpServer server;

	private String version = "2.42.0";

	private String runtime = "{\"storageRetention\":\"40d or 2GB\"}";

	private String rules = "{\"groups\":[]}";

	private String secret = "null";

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void groupsWhatIsEmptyByClassAndCauseWithTheFix() {
		this.version = "2.41.1";
		this.runtime = "{\"storageRetention\":\"15d\"}";
		this.rules = """
				{"groups":[{"name":"x","file":"x","interval":15,"evaluationTime":0,"rules":[{"type":"recording",
				"name":"x:y","query":"x","health":"err","lastError":"vector contains metrics with the same labelset"}]}]}""";
		CommandRun run = doctor("--queries", "3");
		assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
		assertThat(run.output()).contains("Prometheus 2.41.1 at " + address())
			.contains("Prometheus 2.41.1 is older than 2.42")
			.contains("It keeps samples for 15d only: set --storage.tsdb.retention.time=35d or more")
			.containsPattern("(\\d+) of \\1 alerts are not loaded: ")
			.containsPattern("(\\d+) of \\1 recording rules are not loaded: ")
			.contains("x:y: vector contains metrics with the same labelset.")
			.containsPattern("metric missing \\(\\d+\\)")
			.contains("Every service with the starter exports application_health, but none is there.")
			.contains("→ See whether the service is scraped")
			.containsPattern("and \\d+ more")
			.doesNotContain("comes from kube-state-metrics")
			.containsPattern("empty as it may be: .*\\d+ not on this system.* \\(--all tells which\\)")
			.containsPattern("\\d+ of \\d+ expressions return data, \\d+ are empty as they may be, \\d+ need something"
					+ " done, and 3 more do");
		assertThat(this.mostUnderWay.get()).isBetween(1, 3);
	}

	@Test
	void tellsWhatIsHarmlessWhereAsked() {
		CommandRun run = doctor("--all");
		assertThat(run.output()).containsPattern("not on this system \\(\\d+\\), as it may be")
			.contains("kube_pod_container_status_restarts_total comes from kube-state-metrics.")
			.doesNotContain("--all")
			.doesNotContainPattern("and \\d+ more\\R")
			.doesNotContain("It keeps samples", "is older");
	}

	@Test
	void printsOneDocumentForPrograms() {
		CommandRun run = doctor("--json");
		assertThat(run.exitCode()).isEqualTo(1);
		JsonNode document = new JsonMapper().readTree(run.output());
		assertThat(document.path("prometheus").asString()).isEqualTo(address());
		assertThat(document.path("needsAction").asBoolean()).isTrue();
		assertThat(document.path("problems")).hasSize(2);
		assertThat(document.path("findings").valueStream()).isNotEmpty().allSatisfy((finding) -> {
			assertThat(finding.path("place").asString()).isNotEmpty();
			assertThat(finding.path("finding").asString()).isNotEqualTo("data");
			assertThat(finding.path("expression").asString()).isNotEmpty();
		});
		long counted = document.path("counts").valueStream().mapToLong(JsonNode::asLong).sum();
		assertThat(counted).isEqualTo(document.path("questions").asLong());
	}

	@Test
	void anotherServerThatTellsLessIsAskedAllTheSame() {
		this.runtime = NO_SUCH;
		this.rules = NO_SUCH;
		this.version = "main";
		CommandRun run = doctor();
		assertThat(run.output()).contains("It does not tell how long it keeps samples")
			.contains("It does not tell its rules")
			.contains("Its version is unknown")
			.contains("metric missing");
	}

	@Test
	void secretsOpenPrometheusAndAreNotShown() throws IOException {
		this.secret = "Basic " + Base64.getEncoder().encodeToString("anna:s3cret".getBytes(StandardCharsets.UTF_8));
		String withSecret = address().replace("http://", "http://anna:s3cret@");
		CommandRun run = CommandRun.of("doctor", "--prometheus", withSecret, "--limit", "1ms", "--json");
		assertThat(run.output()).contains("\"version\" : \"2.42.0\"").contains(address());
		assertThat(run.output() + run.errors()).doesNotContain("s3cret");
		Path password = Files.writeString(this.folder.resolve("password"), "s3cret\n");
		run = doctor("--user", "anna", "--password-file", password.toString(), "--limit", "1ms");
		assertThat(run.output()).contains("Prometheus 2.42.0 at " + address())
			.contains("It was not asked, for time was up.");
		run = doctor("--bearer-token-file", password.toString());
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.errors())
			.contains("says: Unauthorized: give --user with --password-file, or --bearer-token-file")
			.doesNotContain("s3cret");
	}

	@Test
	void asksThePrometheusOfTheRunningStack() throws Exception {
		Home home = new Home(this.folder);
		Files.createDirectories(this.folder.resolve("mixins/src/main"));
		Files.createSymbolicLink(this.folder.resolve("mixins/src/main/jsonnet"),
				Path.of("../mixins/src/main/jsonnet").toRealPath());
		try (InstanceLock lock = CommandRun.stack(home, Map.of("prometheus", URI.create(address())))) {
			CommandRun run = CommandRun.in(home, "doctor", "--limit", "1ms");
			assertThat(run.output()).as(run.errors()).contains("Prometheus 2.42.0 at " + address());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			2 | --queries 17               | --queries is out of range: choose from 1 to 16
			2 | --timeout soon             | 'soon' is no duration
			1 | --prometheus localhost     | --prometheus is no address: write it like http://localhost:9090
			1 | --prometheus http://u:%s@x | --prometheus is no address
			1 | --user anna                | --user and --password-file belong together: give both
			1 | --password-file /dev/null  | --user and --password-file belong together
			1 | --user a --password-file /no/such | cannot read /no/such: see whether it is there and yours
			1 | --user a --password-file /dev/null | /dev/null does not hold one line
			1 | --bearer-token-file /dev/null --user a --password-file /dev/null | are two ways in: give one of them
			1 | --ca-file /dev/null        | cannot use the certificates in /dev/null: name a file in PEM
			1 | --prometheus http://127.0.0.1:1 | Prometheus at http://127.0.0.1:1 cannot be reached: check that it runs
			""")
	void wrongWordsAreExplained(int exitCode, String words, String message) {
		CommandRun run = doctor(words.split(" "));
		assertThat(run.exitCode()).isEqualTo(exitCode);
		assertThat(run.errors()).contains(message).doesNotContain("should not have happened");
	}

	@Test
	void aKeyOfTheConfigurationThatDoesNotExistIsNamed() throws IOException {
		Path config = Files.writeString(this.folder.resolve("config.yaml"), "scrapeIntervall: 2s\n");
		CommandRun run = doctor("--config", config.toString());
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.errors()).contains("config.yaml").contains("scrapeIntervall");
	}

	private CommandRun doctor(String... words) {
		String[] all = new String[words.length + 3];
		all[0] = "doctor";
		all[1] = "--prometheus";
		all[2] = address();
		System.arraycopy(words, 0, all, 3, words.length);
		if (words.length > 0 && words[0].equals("--prometheus")) {
			all = String.join(" ", all).replaceFirst("--prometheus \\S+ ", "").split(" ");
		}
		return CommandRun.of(all);
	}

	private String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/";
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.mostUnderWay.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
		String answer = switch (exchange.getRequestURI().getPath()) {
			case "/api/v1/status/buildinfo" -> success("{\"version\":\"" + this.version + "\"}");
			case "/api/v1/status/runtimeinfo" -> success(this.runtime);
			case "/api/v1/rules" -> success(this.rules);
			case "/api/v1/query" -> success("{\"resultType\":\"vector\",\"result\":[]}");
			default -> NO_SUCH;
		};
		int status = answer.equals(NO_SUCH) ? 404 : 200;
		if (!this.secret.equals(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
			status = 401;
			answer = "Unauthorized";
		}
		byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
		// Before the caller can ask the next question.
		this.underWay.decrementAndGet();
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private static String success(String data) {
		return data.equals(NO_SUCH) ? NO_SUCH : "{\"status\":\"success\",\"data\":%s}".formatted(data);
	}

}
