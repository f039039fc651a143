package dev.telltale.chart.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.telltale.mixins.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code service.schema.json}, by which an editor completes the values of a
 * service's chart.
 */
class ServiceSchemaTests {

	private static final Path SAMPLE = Path.of("../examples/kubernetes/sample-service");

	private static final String LANGUAGE_SERVER = "# yaml-language-server: $schema=";

	private static final Path FILE = Charts.LIBRARY.resolve("service.schema.json");

	private final JsonNode json = new JsonMapper().readTree(read(FILE));

	private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(this.json);

	@Test
	void isWhereTheFirstLineOfTheSampleSays() throws IOException {
		String line = Files.readAllLines(SAMPLE.resolve("values.yaml")).get(0);
		assertThat(line).startsWith(LANGUAGE_SERVER);
		assertThat(SAMPLE.resolve(line.substring(LANGUAGE_SERVER.length()))).hasSameTextualContentAs(FILE);
		assertThat(Documentation.block("Completion in an editor", "yaml")).startsWith(LANGUAGE_SERVER)
			.endsWith("charts/observability/service.schema.json\n");
	}

	@Test
	void takesWhatChartsSay() throws IOException {
		assertThat(mistakes(read(SAMPLE.resolve("values.yaml")))).isEmpty();
		assertThat(mistakes(read(Path.of("../examples/kubernetes/platform/values.yaml")))).isEmpty();
		assertThat(mistakes(Documentation.block("Every object in a few lines", "yaml"))).isEmpty();
		assertThat(mistakes("{database: {name: orders}, observability: {team: shop}}")).isEmpty();
	}

	@Test
	void knowsEveryValueOfTheLibrary() {
		JsonNode library = new JsonMapper().readTree(read(Charts.LIBRARY.resolve("values.schema.json")));
		assertThat(this.json.at("/properties/observability/properties")).isEqualTo(library.get("properties"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					observability: {tema: shop}                        | /observability: property 'tema' is not defined
					observability: {probes: {liveness: {pth: /x}}}     | /observability/probes/liveness: property 'pth' is not defined
					observability: {replicas: two}                     | /observability/replicas: string found
					observability: {ports: {http: 70000}}              | /observability/ports/http: must have a maximum value of 65535
					observability: {monitor: {kind: Podmonitor}}       | /observability/monitor/kind: does not have a value in the enumeration
					""")
	void showsMistakesWhileOneWrites(String values, String mistake) {
		assertThat(mistakes(values)).singleElement().asString().startsWith(mistake);
	}

	private List<String> mistakes(String values) {
		return this.schema.validate(Yaml.read(values)).stream().map(ServiceSchemaTests::mistake).toList();
	}

	private static String mistake(Error error) {
		return error.getInstanceLocation() + ": " + error.getMessage();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
