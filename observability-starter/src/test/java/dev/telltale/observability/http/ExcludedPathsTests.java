package dev.telltale.observability.http;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExcludedPaths}.
 */
class ExcludedPathsTests {

	private final ExcludedPaths paths = new ExcludedPaths(Set.of("/actuator", "/actuator/**", "/health"));

	@ParameterizedTest
	@CsvSource({ "/actuator, true", "/actuator/prometheus, true", "/actuator/health/liveness, true", "/health, true",
			"/healthy, false", "/actuators, false", "/api/health, false", "/, false" })
	void contains(String path, boolean excluded) {
		assertThat(this.paths.contains(path)).isEqualTo(excluded);
	}

}
