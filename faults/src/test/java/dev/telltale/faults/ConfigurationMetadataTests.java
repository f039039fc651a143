package dev.telltale.faults;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor knows of the faults' property.
 */
class ConfigurationMetadataTests {

	@Test
	void theOnePropertySaysThatItIsNotForProduction() throws IOException, URISyntaxException {
		try (InputStream metadata = FaultsAutoConfiguration.class.getProtectionDomain()
			.getCodeSource()
			.getLocation()
			.toURI()
			.resolve("META-INF/additional-spring-configuration-metadata.json")
			.toURL()
			.openStream()) {
			JsonNode properties = new JsonMapper().readTree(metadata).get("properties");
			assertThat(properties).singleElement().satisfies((property) -> {
				assertThat(property.path("name").stringValue()).isEqualTo("telltale.faults.enabled");
				assertThat(property.path("defaultValue").booleanValue()).isFalse();
				assertThat(property.path("description").stringValue()).endsWith("never in production.");
			});
		}
	}

}
