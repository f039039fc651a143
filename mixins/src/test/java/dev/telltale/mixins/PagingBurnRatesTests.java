package dev.telltale.mixins;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter warns of objectives that nobody can be paged for; which alerts page is said
 * here.
 */
class PagingBurnRatesTests {

	private static final Path CATALOGUE = Path
		.of("../observability-starter/src/main/resources/META-INF/telltale/catalogue.json");

	@Test
	void theStarterKnowsTheFactorsThatPage() {
		JsonNode paging = Mixin.bundled().evaluate("""
				local burns = mixin._config.slo.burns;
				{ [role]: burns[role].factor for role in std.objectFields(burns) if burns[role].severity == 'critical' }
				""", Map.of());
		JsonNode known = new JsonMapper().readTree(CATALOGUE.toFile()).path("pagingBurnRates");
		assertThat(factors(known))
			.as("The starter's BurnRates: change them with _config.slo.burns, and rewrite the catalogue")
			.isEqualTo(factors(paging))
			.isNotEmpty();
	}

	private static Map<String, Double> factors(JsonNode burns) {
		Map<String, Double> factors = new TreeMap<>();
		burns.properties().forEach((burn) -> factors.put(burn.getKey(), burn.getValue().doubleValue()));
		return factors;
	}

}
