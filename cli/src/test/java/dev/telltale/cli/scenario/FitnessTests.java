package dev.telltale.cli.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.OwnApplication;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Fitness}, with the scenarios as they are.
 */
class FitnessTests {

	private static final Home HOME = new Home(Path.of("..").toAbsolutePath().normalize());

	@Test
	void whatNeedsNothingOfTheSampleServiceFits() {
		assertThat(obstacles("tomcat-embed-core-11.0.0.jar").entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isEmpty())).extracting(Map.Entry::getKey)
			.containsExactly("budget-burn", "cardinality-bomb", "cpu-burn", "deadlock", "health-component-down",
					"memory-leak", "probe-failing", "prober-down", "restarting", "service-down", "service-missing",
					"spans-dropped");
	}

	@Test
	void whatDoesNotSaysWhy() {
		assertThat(obstacles("reactor-netty-http-1.3.0.jar")).containsEntry("disk-full", "it is not about a service")
			.containsEntry("quiet", "it needs the sample's service for payments")
			.containsEntry("error-burst", "it is about routes of the sample service")
			.containsEntry("threads-saturated", "it is about routes of the sample service")
			.containsEntry("low-order-success", "it breaks what only the sample service has")
			.containsEntry("pool-exhaustion", "it breaks what only the sample service has");
	}

	@Test
	void settingsOfTheSampleServiceOrOfAnotherServerDoNotFit() {
		assertThat(Fitness.obstacle(withSetting("sample.payments.url"), service("tomcat-embed-core-11.0.0.jar")))
			.isEqualTo("it sets what only the sample service has");
		Scenario tomcat = withSetting("server.tomcat.threads.max");
		assertThat(Fitness.obstacle(tomcat, service("reactor-netty-http-1.3.0.jar"))).isEqualTo("it is about Tomcat");
		assertThat(Fitness.obstacle(tomcat, service("tomcat-embed-core-11.0.0.jar"))).isEmpty();
	}

	@Test
	void everyServiceCanSufferWhatTheModuleOfTheFaultsHas() throws IOException {
		Pattern name = Pattern.compile("String name\\(\\) \\{\\s+return \"([a-z-]+)\";");
		Set<String> faults = new TreeSet<>();
		try (Stream<Path> files = Files.list(HOME.folder().resolve("faults/src/main/java/dev/telltale/faults"))) {
			for (Path file : files.toList()) {
				name.matcher(Files.readString(file)).results().forEach((found) -> faults.add(found.group(1)));
			}
		}
		// The sample service is the one that is known to have a pool.
		assertThat(faults).contains("pool-exhaustion").containsAll(Fitness.FAULTS);
		faults.remove("pool-exhaustion");
		assertThat(Fitness.FAULTS).containsExactlyInAnyOrderElementsOf(faults);
	}

	private static Scenario withSetting(String setting) {
		return ScenarioReader.read("x.yaml", "x", """
				summary: It is quiet.
				service: {settings: {%s: "1"}}
				traffic: {rate: 5, warmUp: 5s}
				expect: []
				lasts: 5s
				""".formatted(setting), (file) -> "");
	}

	private static Map<String, String> obstacles(String library) {
		Map<String, String> obstacles = new TreeMap<>();
		ScenarioFiles.all(HOME)
			.forEach((scenario) -> obstacles.put(scenario.name(), Fitness.obstacle(scenario, service(library))));
		return obstacles;
	}

	private static OwnApplication service(String library) {
		return new OwnApplication(Path.of("."), "shop", 8080, Path.of("shop.jar"), List.of(library), null, List.of(),
				Path.of("faults.jar"));
	}

}
