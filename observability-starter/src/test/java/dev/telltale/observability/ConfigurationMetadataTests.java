package dev.telltale.observability;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor knows of the starter's properties.
 */
class ConfigurationMetadataTests {

	@Test
	void everyPropertyHasAMeaningThatIsASentence() throws IOException {
		List<JsonNode> properties = properties();
		assertThat(properties).hasSizeGreaterThan(30).allSatisfy((property) -> {
			String name = property.get("name").stringValue();
			assertThat(name).matches("(management.endpoint.)?telltale[.].*");
			assertThat(property.path("description").stringValue("")).as(name).endsWith(".").hasSizeGreaterThan(15);
			assertThat(property.path("type").stringValue("")).as(name).isNotBlank();
		});
	}

	@Test
	void everyFeatureCanBeSwitchedOff() throws IOException {
		assertThat(properties()).extracting((property) -> property.get("name").stringValue())
			.contains("telltale.business.enabled", "telltale.cardinality.enabled", "telltale.correlation.enabled",
					"telltale.diagnostics.enabled", "telltale.health.enabled", "telltale.http.enabled",
					"telltale.identity.enabled", "telltale.logging.enabled", "telltale.runtime.enabled",
					"telltale.slo.enabled", "telltale.tracing.enabled");
	}

	private static List<JsonNode> properties() throws IOException {
		try (InputStream metadata = ConfigurationMetadataTests.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return new JsonMapper().readTree(metadata).get("properties").valueStream().toList();
		}
	}

}
