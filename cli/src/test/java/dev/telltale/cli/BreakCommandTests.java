package dev.telltale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BreakCommand} at servers that speak as the services' fault endpoints
 * do.
 */
class BreakCommandTests {

	private static final String ERRORS = """
			{"name":"errors","description":"Requests fail.","parameters":{"seconds":60,"probability":1.0},
			"ranges":{"seconds":"from 1 to 900"},"active":%s}""";

	private static final String ON = """
			{"name":"errors","description":"Requests fail.","parameters":{"seconds":60,"probability":1.0},
			"active":true,"remaining":"PT1M30S","settings":{"seconds":90,"probability":0.5}}""";

	private static final String RULES = """
			{"status":"success","data":{"groups":[{"name":"http","file":"x","interval":2,"evaluationTime":0,"rules":[
			{"type":"alerting","name":"HighErrorRate","query":"x","duration":8,"state":"inactive","alerts":[],"health":"ok"},
			{"type":"alerting","name":"SloErrorBudgetBurn","query":"x","duration":3600,"state":"inactive","alerts":[],
			"health":"ok"}]}]}}""";

	private final Queue<String> received = new ConcurrentLinkedQueue<>();

	private final Map<String, URI> addresses = new TreeMap<>();

	private Home home;

	private HttpServer service;

	private HttpServer payments;

	private HttpServer prometheus;

	private HttpServer preview;

	private InstanceLock lock;

	private int status = 200;

	private String state = "false";

	private String answer = ON;

	@BeforeEach
	void start(@TempDir Path folder) throws Exception {
		this.home = new Home(folder);
		this.service = server("sample-service", (exchange) -> {
			this.received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			switch (exchange.getRequestMethod()) {
				case "GET" -> answer(exchange, this.status, "[" + ERRORS.formatted(this.state) + "]");
				case "PUT" -> answer(exchange, this.status, this.answer);
				default -> answer(exchange, 204, "");
			}
		});
		this.payments = server("payments", (exchange) -> {
			this.received.add("payments " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
			if (exchange.getRequestMethod().equals("GET")) {
				answer(exchange, 200,
						"[" + ERRORS.formatted("true") + ",{\"name\":\"declined-payments\",\"active\":false}]");
			}
			else {
				answer(exchange, exchange.getRequestMethod().equals("PUT") ? 200 : 204,
						exchange.getRequestMethod().equals("PUT") ? "{\"name\":\"declined-payments\",\"active\":true}"
								: "");
			}
		});
		this.prometheus = server("prometheus", (exchange) -> {
			boolean there = !exchange.getRequestURI().getPath().startsWith("/classic/");
			answer(exchange, there ? 200 : 404, there ? RULES : "");
		});
		this.preview = server("preview", (exchange) -> answer(exchange,
				exchange.getRequestURI().getPath().equals("/runbooks/HighErrorRate.md") ? 200 : 404, ""));
		this.lock = CommandRun.stack(this.home, this.addresses);
	}

	@AfterEach
	void stop() throws IOException {
		this.service.stop(0);
		this.payments.stop(0);
		this.prometheus.stop(0);
		this.preview.stop(0);
		this.lock.close();
	}

	@Test
	void breaksTheServiceAndSaysWhatToExpect() {
		CommandRun run = run("errors", "--for", "90s", "probability=0.5", "path=/api/a b");
		assertThat(run.exitCode()).as(run.errors()).isZero();
		assertThat(this.received).contains("PUT /faults/errors?seconds=90&probability=0.5&path=%2Fapi%2Fa+b");
		assertThat(run.output()).contains("sample-service is broken: errors for 1m30s (seconds=90 probability=0.5)")
			.containsPattern("HighErrorRate +once it has lasted for 8s beyond its window")
			.containsPattern("SloErrorBudgetBurn +not within 1m30s, for it waits for 1h")
			.contains(this.addresses.get("prometheus") + "alerts")
			.contains(this.addresses.get("preview") + "runbooks/HighErrorRate.md")
			.contains("./telltale break --undo errors");
	}

	@Test
	void breaksTheServiceThatHasTheFault() {
		CommandRun run = run("declined-payments");
		assertThat(run.output()).contains("payments is broken: declined-payments for 1m")
			.containsPattern("LowOrderSuccessRate +not loaded")
			.contains("mixins/src/main/runbooks/LowOrderSuccessRate.md");
		assertThat(this.received).contains("payments PUT /faults/declined-payments?seconds=60");
		assertThat(run("errors", "--service", "payments").exitCode()).isZero();
		assertThat(this.received).contains("payments PUT /faults/errors?seconds=60")
			.noneMatch((request) -> request.startsWith("PUT"));
	}

	@Test
	void breaksTheServiceAlsoWherePrometheusIsGone() {
		this.prometheus.stop(0);
		CommandRun run = run("errors");
		assertThat(run.exitCode()).isZero();
		assertThat(run.output()).contains("HighErrorRate")
			.doesNotContain("not loaded", this.addresses.get("prometheus").toString());
	}

	@Test
	void listsTheFaultsOfAllServices() {
		CommandRun run = run("--list");
		assertThat(run.exitCode()).isZero();
		assertThat(run.output())
			.containsPattern("sample-service\\R +errors +Requests fail\\.\\R +seconds=60 probability=1\\.0")
			.containsPattern("payments\\R +errors +Requests fail\\. \\(on, ")
			.contains("declined-payments");
	}

	@Test
	void undoesOneFaultOrAll() {
		assertThat(run("--undo").output()).contains("sample-service: no fault was on")
			.contains("payments: 1 fault undone");
		assertThat(this.received).contains("DELETE /faults", "payments DELETE /faults");
		assertThat(run("--undo", "errors").output()).contains("sample-service: errors was not on")
			.contains("payments: errors undone");
		assertThat(this.received).contains("DELETE /faults/errors", "payments DELETE /faults/errors");
		this.received.clear();
		assertThat(run("--undo", "--service", "payments").exitCode()).isZero();
		assertThat(this.received).containsExactly("payments GET /faults", "payments DELETE /faults");
	}

	@Test
	void namesTheFaultsThatThereAre() {
		assertThat(failure("eror")).isEqualTo("telltale: there is no fault 'eror': sample-service has errors; payments"
				+ " has errors, declined-payments");
		assertThat(failure("declined-payments", "--service", "sample-service"))
			.isEqualTo("telltale: there is no fault 'declined-payments': sample-service has errors");
	}

	@Test
	void repeatsWhatTheServiceRefuses() {
		CommandRun list = run("--list");
		assertThat(list.exitCode()).isZero();
		this.answer = "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"errors: probability must be from 0 to 1, not 7\"}";
		this.service.removeContext("/");
		this.service.createContext("/", (exchange) -> {
			boolean get = exchange.getRequestMethod().equals("GET");
			answer(exchange, get ? 200 : 400, get ? "[" + ERRORS.formatted("false") + "]" : this.answer);
		});
		assertThat(failure("errors", "probability=7")).isEqualTo(
				"telltale: sample-service at " + this.addresses.get("sample-service").toString().replaceFirst("/$", "")
						+ " says: errors: probability must be from 0 to 1, not 7");
	}

	@Test
	void saysThatFaultsAreOff() {
		this.status = 404;
		assertThat(failure("errors")).isEqualTo("telltale: the faults of sample-service are off: start it with"
				+ " telltale.faults.enabled=true, as ./telltale up does");
	}

	@Test
	void saysThatTheServiceIsDown() {
		this.service.stop(0);
		assertThat(failure("errors")).startsWith("telltale: sample-service at ")
			.endsWith(" cannot be reached: check that it runs");
	}

	@Test
	void saysThatNoStackIsUp() throws IOException {
		this.lock.close();
		assertThat(failure("errors")).startsWith("telltale: no stack is up");
	}

	@Test
	void onlyServicesCanBeBroken() {
		assertThat(failure("errors", "--service", "prometheus"))
			.isEqualTo("telltale: 'prometheus' is no service that can be broken: choose from sample-service, payments");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			--for 60s            | Name a fault, such as errors: --list tells which there are
			--list errors        | --list tells all faults: leave 'errors' out
			--list --undo        | mutually exclusive
			--undo errors a=1    | --undo needs no parameters: leave 'a=1' out
			errors --for 16m     | --for is out of range: choose from 1s to 15m
			errors probability   | 'probability' is no value of a parameter: write it like probability=0.5
			errors seconds=9     | Give the time with --for
			errors a=1 a=2       | The parameter a is given twice
			../health            | '../health' is no name of a fault
			""")
	void wrongWordsAreExplained(String words, String message) {
		CommandRun run = run(words.split(" "));
		assertThat(run.exitCode()).isEqualTo(2);
		assertThat(run.errors()).contains(message);
		assertThat(this.received).noneMatch((request) -> request.contains("PUT") || request.contains("DELETE"));
	}

	private String failure(String... words) {
		CommandRun run = run(words);
		assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
		return run.errors().strip();
	}

	private CommandRun run(String... words) {
		String[] all = new String[words.length + 1];
		all[0] = "break";
		System.arraycopy(words, 0, all, 1, words.length);
		return CommandRun.in(this.home, all);
	}

	private HttpServer server(String name, Handler handler) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", handler::answer);
		server.start();
		this.addresses.put(name, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
		return server;
	}

	private static void answer(HttpExchange exchange, int status, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private interface Handler {

		void answer(HttpExchange exchange) throws IOException;

	}

}
