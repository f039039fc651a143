package dev.telltale.archetype;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is generated of combinations of options: of all where the property
 * {@code archetype.cases} says so, otherwise of so many that each two choices meet.
 */
class VariantsTests {

	// Shares no factor with the numbers of choices, so that steps meet all of them.
	private static final int STEP = 11;

	private static final Pattern PATHS = Pattern.compile("`((?:src|monitoring|chart|\\.github)[\\w./-]*)`");

	@TempDir
	private Path outside;

	static Stream<Map<String, String>> combinations() {
		int step = System.getProperty("archetype.cases").equals("all") ? 1 : STEP;
		List<Map<String, String>> all = everyCombination();
		return IntStream.range(0, all.size()).filter((index) -> index % step == 0).mapToObj(all::get);
	}

	private static List<Map<String, String>> everyCombination() {
		List<Map<String, String>> all = new ArrayList<>();
		for (String web : List.of("servlet", "reactive")) {
			for (String ci : List.of("github", "gitlab", "none")) {
				for (int bits = 0; bits < 32; bits++) {
					all.add(Templates.properties("web", web, "ci", ci, "database", yes(bits, 0), "kafka", yes(bits, 1),
							"chart", yes(bits, 2), "dockerfile", yes(bits, 3), "managementPort",
							(yes(bits, 4).equals("yes")) ? "8080" : "8081"));
				}
			}
		}
		return all;
	}

	private static String yes(int bits, int bit) {
		return ((bits >> bit & 1) == 1) ? "yes" : "no";
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void aCombinationIsComplete(Map<String, String> properties) {
		GeneratedFiles files = GeneratedFiles.in(Templates.generate(this.outside, properties));
		files.areComplete();
		Set<String> names = files.names();
		assertThat(names.contains("Dockerfile")).isEqualTo(properties.get("dockerfile").equals("yes"));
		assertThat(names.contains("chart/values.yaml")).isEqualTo(properties.get("chart").equals("yes"));
		assertThat(names.contains(".github/workflows/ci.yml")).isEqualTo(properties.get("ci").equals("github"));
		assertThat(names.contains(".gitlab-ci.yml")).isEqualTo(properties.get("ci").equals("gitlab"));
		assertThat(names.contains("src/main/resources/schema.sql")).isEqualTo(properties.get("database").equals("yes"));
		assertThat(names).contains("src/main/java/com/example/ordersdesk/Application.java",
				"src/main/java/com/example/ordersdesk/bookings/BookingRepository.java");
		// Whatever the README names is there.
		assertThat(PATHS.matcher(files.text("README.md")).results().map((MatchResult match) -> match.group(1)))
			.isNotEmpty()
			.allSatisfy((path) -> assertThat(files.project().resolve(path)).exists());
	}

	@Test
	void eachTwoChoicesMeet() {
		List<String> names = List.of("web", "ci", "database", "kafka", "chart", "dockerfile", "managementPort");
		Function<Map<String, String>, Stream<String>> pairs = (properties) -> names.stream()
			.flatMap((one) -> names.stream()
				.map((other) -> one + "=" + properties.get(one) + " " + other + "=" + properties.get(other)));
		assertThat(combinations().flatMap(pairs).distinct())
			.containsExactlyInAnyOrderElementsOf(everyCombination().stream().flatMap(pairs).distinct().toList());
	}

	@Test
	void propertiesArriveWhereTheyBelong() {
		GeneratedFiles files = GeneratedFiles.in(Templates.generate(this.outside,
				Templates.properties("artifactId", "a", "package", "x.y", "team", "no", "tier", "1", "availability",
						"0.9995", "latencyObjective", "0.95", "latencyThreshold", "2s", "port", "9000",
						"managementPort", "9001", "javaVersion", "21", "version", "1.2.3")));
		Map<String, Object> application = yaml(files, "src/main/resources/application.yml");
		assertThat(application).extractingByKey("server").isEqualTo(Map.of("port", 9000));
		assertThat(application).extractingByKey("management").isEqualTo(Map.of("server", Map.of("port", 9001)));
		assertThat(application.get("telltale").toString()).contains("availability={objective=0.9995}",
				"latency={objective=0.95, threshold=2s}");
		Map<String, Object> values = yaml(files, "chart/values.yaml");
		assertThat(values.get("observability").toString()).contains("team=no", "replicas=3",
				"ports={http=9000, management=9001}");
		assertThat(yaml(files, "catalog-info.yaml").toString()).contains("owner=no", "labels={tier=1}", "name=a");
		assertThat(files.text("CODEOWNERS")).contains("\n* @no\n");
		assertThat(files.text("pom.xml")).contains("<artifactId>a</artifactId>", "<version>1.2.3</version>",
				"<java.version>21</java.version>");
		assertThat(files.text("Dockerfile")).contains("eclipse-temurin:21-jdk-alpine", "EXPOSE 9000", "EXPOSE 9001");
		assertThat(files.names()).contains("src/main/java/x/y/Application.java",
				"src/test/java/x/y/bookings/BookingsTests.java");
	}

	@Test
	void thePackageMayBeOneWord() {
		GeneratedFiles files = GeneratedFiles
			.in(Templates.generate(this.outside, Templates.properties("package", "bookings")));
		assertThat(files.names()).contains("src/main/java/bookings/Application.java",
				"src/main/java/bookings/bookings/Bookings.java");
		assertThat(files.names()).noneMatch((name) -> name.equals("src/main/java/bookings/Bookings.java"));
	}

	private static Map<String, Object> yaml(GeneratedFiles files, String name) {
		return new Yaml().load(files.text(name));
	}

}
