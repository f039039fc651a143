package dev.telltale.cli.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
			name: burst
			summary: A burst.
			traffic: {rate: 10, warmUp: 5s}
			fault: {request: GET /api/error, rate: 10, status: 500}
			expect:
			  - alert: HighErrorRate
			    labels: {severity: warning}
			    receiver: warning
			allow:
			  - alert: HighLatency
			""";

	@Test
	void reads() {
		assertThat(ScenarioReader.read("burst.yaml", SCENARIO))
			.isEqualTo(new Scenario("burst", "A burst.", new Scenario.UserTraffic(10, Duration.ofSeconds(5)),
					new Scenario.Fault(new Call("GET", "/api/error"), 10, 500),
					List.of(new Scenario.ExpectedAlert("HighErrorRate", Map.of("severity", "warning"), "warning")),
					List.of("HighLatency")));
	}

	@Test
	void readsEveryScenarioOfTheProject() throws IOException {
		try (var files = Files.list(Path.of("../examples/scenarios"))) {
			assertThat(files).isNotEmpty().allSatisfy((file) -> {
				Scenario scenario = ScenarioReader.read(file.toString(), Files.readString(file));
				assertThat(file.getFileName()).hasToString(scenario.name() + ".yaml");
			});
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			rate: 10, warmUp   | rate: 0, warmUp     | 'traffic.rate' must be a whole number from 1 to 200
			rate: 10, warmUp   | rate: 9999, warmUp  | 'traffic.rate' must be a whole number from 1 to 200
			rate: 10, warmUp   | rate: fast, warmUp  | 'traffic.rate' must be a whole number from 1 to 200
			warmUp: 5s         | warmUp: soon        | 'traffic.warmUp' must be a duration such as 5s or 2m, not 'soon'
			warmUp: 5s         | warmUp: 9m          | 'traffic.warmUp' must be between 2s and 5m
			warmUp: 5s         | warmUp: -5s         | 'traffic.warmUp' must be between 2s and 5m
			GET /api/error     | GET //other/x       | 'GET //other/x' names another host
			GET /api/error     | 'GET /a?b={c}'      | 'GET /a?b={c}' is no request
			warmUp: 5s         | warmup: 5s          | 'traffic.warmUp' is missing
			warmUp: 5s         | warmUp: 5s, x: 1    | 'traffic.x' is unknown: use rate, warmUp
			GET /api/error     | FETCH it            | 'fault.request' 'FETCH it' is no request
			status: 500        | status: 7           | 'fault.status' must be a whole number from 100 to 599
			alert: HighError   | alarm: HighError    | 'expect[0].alert' is missing
			receiver: warning  | team: warning       | 'expect[0].receiver' is missing
			name: burst        | title: burst        | 'name' is missing
			allow:             | permit:             | 'permit' is unknown
			summary: A burst.  | summary: [A burst   | burst.yaml:3: this is not YAML
			summary: A burst.  | name: other         | burst.yaml:2: this is not YAML
			""")
	void namesPlaceAndFix(String text, String instead, String message) {
		assertThat(SCENARIO).contains(text);
		assertThatExceptionOfType(ScenarioException.class)
			.isThrownBy(() -> ScenarioReader.read("burst.yaml", SCENARIO.replace(text, instead)))
			.withMessageStartingWith("burst.yaml:")
			.withMessageContaining(message);
	}

	@Test
	void refusesAScenarioThatExpectsNothing() {
		String text = SCENARIO.substring(0, SCENARIO.indexOf("expect:")) + "expect: []\n";
		assertThatExceptionOfType(ScenarioException.class).isThrownBy(() -> ScenarioReader.read("burst.yaml", text))
			.withMessage("burst.yaml: 'expect' names no alert: a scenario must expect at least one");
	}

}
