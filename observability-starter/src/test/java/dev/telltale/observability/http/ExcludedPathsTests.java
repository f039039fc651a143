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

	@ParameterizedTest
	@CsvSource({ "/internal/**, /internal/orders, true", "/internal/**, /internal/{id}, true",
			"/internal/**, '/internal/{id:[0-9]+}/items', true", "/internal/**, /internal/**, true",
			"/internal/**, /internal/{*rest}, true", "/internal/**, /**, false", "/internal, /internal/**, false",
			"/internal/*, /internal/**, false", "/orders/*, /orders/{id}, true", "/orders/42, /orders/{id}, false",
			"'/orders/{id:[0-9]+}', '/orders/{id:[0-9]+}', true", "'/orders/{id:[0-9]+}', /orders/{id}, false",
			"/**, /**, true", "/*/health, /{tenant}/health, true", "/*/health, /{tenant}/orders, false" })
	void containsAll(String excluded, String pattern, boolean all) {
		assertThat(new ExcludedPaths(Set.of(excluded)).containsAll(pattern)).isEqualTo(all);
	}

}
