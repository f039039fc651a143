package dev.telltale.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FaultsApi}.
 */
class FaultsApiTests {

	private final ErrorsFault errors = new ErrorsFault();

	private final Faults faults = new Faults(
			List.of(this.errors, new LatencyFault(), new CpuFault(), new LogFloodFault(), new MemoryLeakFault()));

	private final FaultsApi api = new FaultsApi(this.faults);

	@BeforeEach
	void start() {
		this.faults.start();
	}

	@AfterEach
	void stop() {
		this.faults.stop();
		this.faults.destroy();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/" })
	void listsAllFaults(String path) {
		JsonNode list = json(this.api.answer("GET", path, Map.of()), 200, "application/json");
		assertThat(list).hasSize(5).allSatisfy((fault) -> {
			assertThat(fault.path("description").stringValue()).endsWith(".");
			assertThat(fault.path("parameters").path("seconds").intValue()).isEqualTo(60);
			assertThat(fault.path("active").booleanValue()).isFalse();
			assertThat(fault.propertyNames()).doesNotContain("remaining", "settings", "used");
		});
	}

	@Test
	void startsAndUndoes() {
		JsonNode state = json(
				this.api.answer("PUT", "/errors",
						Map.of("seconds", List.of("90"), "count", List.of("7"), "path", List.of("/api/**"))),
				200, "application/json");
		assertThat(state.path("active").booleanValue()).isTrue();
		assertThat(state.path("remaining").stringValue()).isIn("PT1M30S", "PT1M29S");
		assertThat(state.path("settings").path("count").intValue()).isEqualTo(7);
		assertThat(state.path("settings").path("path").stringValue()).isEqualTo("/api/**");
		assertThat(state.path("used").intValue()).isZero();
		for (int i = 0; i < 2; i++) {
			FaultsApi.Answer undone = this.api.answer("DELETE", "/errors", Map.of());
			assertThat(undone.status()).isEqualTo(204);
			assertThat(undone.contentType()).isNull();
			assertThat(undone.body()).isEmpty();
		}
		assertThat(this.faults.state("errors").active()).isFalse();
	}

	@Test
	void undoesAll() {
		this.api.answer("PUT", "/errors", Map.of());
		this.api.answer("PUT", "/latency", Map.of());
		assertThat(this.api.answer("DELETE", "", Map.of()).status()).isEqualTo(204);
		assertThat(this.faults.states()).noneMatch(FaultState::active);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					PUT    | /eror        |           |          | 404 | There is no fault 'eror' here: there are cpu, errors, latency
					GET    | /eror        |           |          | 404 | There is no fault 'eror' here
					DELETE | /eror        |           |          | 404 | There is no fault 'eror' here
					PUT    | /errors/more |           |          | 404 | There is no fault 'errors/more' here
					PUT    | /errors      | seconds   | 901      | 400 | seconds '901' must be a whole number from 1 to 900
					PUT    | /errors      | count     | 0        | 400 | count '0' must be a whole number from 1 to 1000000
					PUT    | /errors      | probability | 2      | 400 | probability '2' must be a share, more than 0 and at most 1
					PUT    | /errors      | path      | x        | 400 | path 'x' must be a path pattern
					PUT    | /latency     | millis    | 60001    | 400 | millis '60001' must be a whole number from 1 to 60000
					PUT    | /cpu         | count     | 5        | 400 | 'count' is no parameter of cpu: it has seconds, threads
					PUT    | /memory-leak | megabytes | 99999999 | 400 | megabytes '99999999' must be a whole number from 1 to
					PUT    | /log-flood   | level     | debug    | 400 | level 'debug' must be one of error, warn, info
					PUT    | /            |           |          | 405 | PUT is nothing for /faults: use GET, DELETE
					POST   | /errors      |           |          | 405 | POST is nothing for /faults/errors: use GET, PUT, DELETE
					""")
	void refusesWhatIsWrong(String method, String path, @Nullable String parameter, @Nullable String value, int status,
			String detail) {
		Map<String, List<String>> parameters = (parameter != null && value != null) ? Map.of(parameter, List.of(value))
				: Map.of();
		JsonNode problem = json(this.api.answer(method, path, parameters), status, "application/problem+json");
		assertThat(problem.path("detail").stringValue()).startsWith(detail);
		assertThat(problem.path("status").intValue()).isEqualTo(status);
		assertThat(this.faults.states()).noneMatch(FaultState::active);
	}

	@Test
	void startsNothingWhileTheServiceStops() {
		this.faults.stop();
		JsonNode problem = json(this.api.answer("PUT", "/errors", Map.of()), 503, "application/problem+json");
		assertThat(problem.path("detail").stringValue()).contains("not running");
	}

	@ParameterizedTest
	@CsvSource({ "401, 401", "403, 403", "302, 401" })
	void tellsWhoRefuses(int refusedWith, int status) {
		JsonNode problem = json(this.api.refused("PUT", refusedWith), status, "application/problem+json");
		assertThat(problem.path("detail").stringValue()).isEqualTo("The service's own security refuses PUT /faults with"
				+ " status %d: permit /faults/** there, without CSRF protection, where telltale.faults.enabled is true",
				refusedWith);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 204, 400, 404, 409, 500, 503 })
	void anyOtherAnswerIsNoRefusal(int status) {
		assertThat(this.api.refused("PUT", status)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/faults, true", "/faults/, true", "/faults/errors, true", "/faultsome, false", "/api/faults, false" })
	void ownsItsAddressAlone(String path, boolean own) {
		assertThat(FaultsApi.owns(path)).isEqualTo(own);
	}

	private static JsonNode json(FaultsApi.@Nullable Answer answer, int status, String type) {
		assertThat(answer).isNotNull();
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.contentType()).isEqualTo(type);
		return new JsonMapper().readTree(new String(answer.body(), StandardCharsets.UTF_8));
	}

}
