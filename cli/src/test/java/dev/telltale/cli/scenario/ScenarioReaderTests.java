package dev.telltale.cli.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.scenario.Scenario.ExpectedAlert;
import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.cli.scenario.Scenario.Step.Action;
import dev.telltale.cli.traffic.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScenarioReader}.
 */
class ScenarioReaderTests {

	private static final String SCENARIO = """
			summary: A burst.
			traffic: {rate: 10, warmUp: 5s}
			fault: {request: GET /api/error, rate: 10, status: 500}
			expect:
			  - alert: HighErrorRate
			    labels: {severity: warning}
			    receiver: warning
			  - alert: LogErrorBurst
			    receiver: none
			    inhibitedBy: HighErrorRate
			allow:
			  - alert: HighLatency
			""";

	private static final String STEPS = """
			steps:
			  - begin: fault
			  - fires: HighErrorRate
			  - holds: HighErrorRate
			    for: 20s
			  - end: fault
			""";

	@Test
	void reads() {
		Scenario scenario = read(SCENARIO);
		assertThat(scenario.name()).isEqualTo("burst");
		assertThat(scenario.stack()).isEqualTo(Scenario.StackKind.SHARED);
		assertThat(scenario.alone()).isFalse();
		assertThat(scenario.traffic()).isEqualTo(new Scenario.UserTraffic(10, Duration.ofSeconds(5)));
		assertThat(scenario.faults())
			.isEqualTo(Map.of("fault", new Fault.Requests(new Call("GET", "/api/error"), 10, 500)));
		assertThat(scenario.expect()).containsExactly(
				new ExpectedAlert("HighErrorRate", Scenario.Whose.SCENARIO, Map.of("severity", "warning"), "warning",
						null, null, false),
				new ExpectedAlert("LogErrorBurst", Scenario.Whose.SCENARIO, Map.of(), null, "HighErrorRate", null,
						false));
		assertThat(scenario.allow()).containsExactly("HighLatency");
	}

	@Test
	void withoutStepsEverythingBreaksFiresIsToldAndMended() {
		assertThat(read(SCENARIO).steps()).extracting((step) -> step.action() + " " + step.of())
			.containsExactly("BEGIN fault", "FIRES HighErrorRate", "DELIVERED HighErrorRate", "FIRES LogErrorBurst",
					"UNTOLD LogErrorBurst", "END fault", "RESOLVED HighErrorRate");
	}

	@Test
	void readsSteps() {
		assertThat(read(SCENARIO + STEPS).steps()).extracting(Scenario.Step::action)
			.containsExactly(Action.BEGIN, Action.FIRES, Action.HOLDS, Action.END);
		assertThat(read(SCENARIO + STEPS).steps().get(2).time()).isEqualTo(Duration.ofSeconds(20));
	}

	@Test
	void readsEveryKindOfFault() {
		String faults = """
				faults:
				  a: {request: POST /api/orders, rate: 3, status: 503}
				  b: {break: latency, of: payments, with: {millis: 5000, path: /payments}}
				  c: {kill: service}
				  d: {certificate: {days: 5}}
				  e: {exposition: disk.prom, job: node}
				  f: {vanish: service}
				  g: {misconfigure: prometheus}
				""";
		String text = "stack: own\n"
				+ SCENARIO.replace("fault: {request: GET /api/error, rate: 10, status: 500}\n", faults);
		assertThat(read(text).faults()).isEqualTo(Map.of("a",
				new Fault.Requests(new Call("POST", "/api/orders"), 3, 503), "b",
				new Fault.Sample("latency", true, Map.of("millis", "5000", "path", "/payments")), "c", new Fault.Kill(),
				"d", new Fault.Certificate(5), "e", new Fault.Exposition("node", "the text of disk.prom"), "f",
				new Fault.Vanish(), "g", new Fault.Misconfigure("prometheus")));
	}

	@Test
	void readsEveryScenarioOfTheProject() throws IOException {
		Path folder = Path.of("../examples/scenarios");
		try (var files = Files.list(folder)) {
			List<Path> scenarios = files.filter((file) -> file.toString().endsWith(".yaml")).toList();
			assertThat(scenarios).hasSizeGreaterThanOrEqualTo(16).allSatisfy((file) -> {
				Scenario scenario = ScenarioReader.read(file.toString(), "x", Files.readString(file),
						(name) -> readFile(folder.resolve(name)));
				assertThat(scenario.steps()).isNotEmpty();
			});
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					rate: 10, warmUp   | rate: 0, warmUp     | 'traffic.rate' must be a whole number from 1 to 200
					rate: 10, warmUp   | rate: 9999, warmUp  | 'traffic.rate' must be a whole number from 1 to 200
					rate: 10, warmUp   | rate: fast, warmUp  | 'traffic.rate' must be a whole number from 1 to 200
					warmUp: 5s         | warmUp: soon        | 'traffic.warmUp' must be a duration such as 5s or 2m, not 'soon'
					warmUp: 5s         | warmUp: 9m          | 'traffic.warmUp' must be at most 5m, not '9m'
					warmUp: 5s         | warmUp: 1s          | 'traffic.warmUp' must be between 2s and 5m
					GET /api/error     | GET //other/x       | 'GET //other/x' names another host
					GET /api/error     | 'GET /a?b={c}'      | 'GET /a?b={c}' is no request
					warmUp: 5s         | warmup: 5s          | 'traffic.warmUp' is missing
					warmUp: 5s         | warmUp: 5s, x: 1    | 'traffic.x' is unknown: use rate, warmUp
					GET /api/error     | FETCH it            | 'fault.request' 'FETCH it' is no request
					request: GET       | requests: GET       | 'fault' must hold one of request, break, kill
					status: 500        | status: 7           | 'fault.status' must be a whole number from 100 to 599
					alert: HighError   | alarm: HighError    | 'expect[0].alert' is missing
					receiver: warning  | team: warning       | 'expect[0].receiver' is missing
					receiver: warning  | receiver: sales     | 'expect[0].receiver' is not one of critical, heartbeat, warning, none
					receiver: none     | receiver: warning   | 'expect[1].receiver' must be none for an alert that is inhibited
					LogErrorBurst      | HighErrorRate       | 'expect[1].alert' is expected twice
					allow:             | permit:             | 'permit' is unknown
					summary: A burst.  | summary: [A burst   | burst.yaml:2: this is not YAML
					summary: A burst.  | title: A burst.     | 'summary' is missing
					begin: fault       | begin: flood        | 'steps[0].begin' names no fault 'flood': choose from fault
					begin: fault       | start: fault        | 'steps[0].start' is not one of begin, end, fires
					fires: HighError   | fires: LowError     | 'steps[1].fires' names no expected alert 'LowErrorRate'
					for: 20s           | fires: HighErrorRate | 'steps[2]' must hold one action
					begin: fault       | restart: prometheus | 'steps[0].restart' would break what others use
					begin: fault       | find: all            | 'find' and the step 'find: all' need each other
					begin: fault       | mute: sales         | 'steps[0].mute' names no receiver 'sales': choose from critical, heartbeat, warning
					""")
	void namesPlaceAndFix(String text, String instead, String message) {
		assertThat(SCENARIO + STEPS).contains(text);
		assertThatExceptionOfType(ScenarioException.class)
			.isThrownBy(() -> read((SCENARIO + STEPS).replace(text, instead)))
			.withMessageStartingWith("burst.yaml:")
			.withMessageContaining(message);
	}

	@Test
	void refusesAFaultOfAServiceWhereThereIsNone() {
		assertThatExceptionOfType(ScenarioException.class)
			.isThrownBy(() -> read(SCENARIO.replace("traffic: {rate: 10, warmUp: 5s}", "service: none")))
			.withMessageMatching("burst.yaml:\\d+: 'fault' needs a service, but the scenario has none");
	}

	@Test
	void wantsToKnowHowLongNothingMustFollow() {
		String text = SCENARIO.substring(0, SCENARIO.indexOf("expect:")) + "expect: []\n";
		assertThatExceptionOfType(ScenarioException.class).isThrownBy(() -> read(text))
			.withMessage("burst.yaml:1: 'lasts' is missing: say how long nothing must follow");
		assertThat(read(text + "lasts: 20s\n").steps()).extracting(Scenario.Step::action)
			.containsExactly(Action.BEGIN, Action.LASTS, Action.END);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			traffic.rate           | 2
			traffic                | 2
			traffic.warmUp         | 2
			expect[1].alert        | 7
			expect[1]              | 5
			expect[0].labels.a.b.c | 4
			expect[9].alert        | 3
			missing                | 1
			service.settings.x.y   | 10
			""")
	void findsLines(String path, int line) {
		assertThat(YamlLines.find("""
				summary: A burst.
				traffic: {rate: 10}
				expect:
				  - labels: {a.b.c: d}
				  - labels:
				      a: b
				    alert: Other
				service:
				  settings:
				    x.y: z
				""", path)).hasValue(line);
		assertThat(YamlLines.find("", path)).isEmpty();
	}

	private static Scenario read(String text) {
		return ScenarioReader.read("burst.yaml", "burst", text, (file) -> "the text of " + file);
	}

	private static String readFile(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
