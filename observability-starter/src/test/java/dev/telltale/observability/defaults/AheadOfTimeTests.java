package dev.telltale.observability.defaults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service with the starter goes through Spring's processing ahead of time, as for a
 * native image, and runs from what comes out; on the JVM, for there is no native compiler
 * here.
 */
class AheadOfTimeTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void aServiceRunsAsProcessedAheadOfTime(WebApplicationType type) throws Exception {
		String[] arguments = arguments(type);
		process(arguments);
		assertThatWhatIsReadByReflectionIsTakenAlong();
		compile();
		String output = run(arguments);
		assertThat(output).contains("sum=3")
			.contains("slo_events_total{result=\"good\",sli=\"availability\",slo=\"sums\"} 1.0")
			.contains("business_events_total{event=\"sum\",outcome=\"success\"} 1.0")
			.contains("slo_objective_ratio{sli=\"availability\",slo=\"sums\"} 0.99")
			.contains("application_info{")
			.contains("\"findings\":[]", "\"name\":\"telltale.slo.objectives.sums.availability.objective\"")
			.contains("\"logger_name\":\"dev.telltale.observability.diagnostics.StartupReport\"");
	}

	private void assertThatWhatIsReadByReflectionIsTakenAlong() throws IOException {
		String metadata = Files
			.readString(this.folder.resolve("META-INF/native-image/shop/shop/reachability-metadata.json"));
		List<String> types = new ArrayList<>();
		List<String> resources = new ArrayList<>();
		JsonNode json = new JsonMapper().readTree(metadata);
		json.path("reflection").forEach((entry) -> types.add(entry.path("type").asString("")));
		json.path("resources").forEach((entry) -> resources.add(entry.path("glob").asString("")));
		assertThat(types).contains(named("diagnostics.Finding"), named("diagnostics.TelltaleEndpoint"),
				named("diagnostics.TelltaleEndpoint$Report"), named("diagnostics.TelltaleEndpoint$Indicator"),
				named("diagnostics.EffectiveSettings$Setting"), named("cardinality.CollapsedTag"),
				named("slo.SloProperties"), named("slo.SloProperties$Objective"), named("slo.SloProperties$Latency"),
				named("logging.LoggingProperties"), named("logging.LoggingProperties$Masking"),
				named("http.HttpProperties"), named("cardinality.CardinalityProperties"),
				named("logging.TelltaleLoggingSystemFactory"), named("defaults.DefaultsEnvironmentPostProcessor"),
				named("method.InvalidAnnotationFailureAnalyzer"), named("diagnostics.ContradictionFailureAnalyzer"));
		assertThat(resources).contains("META-INF/telltale/*", "META-INF/build-info.properties");
		assertThat(json.path("reflection").toString()).contains("{\"name\":\"add\"");
	}

	private static String named(String type) {
		return "dev.telltale.observability." + type;
	}

	private static String[] arguments(WebApplicationType type) {
		return new String[] { "--type=" + type, "--server.port=0", "--server.address=127.0.0.1",
				"--spring.application.name=shop", "--telltale.slo.objectives.sums.availability.objective=0.99",
				"--management.endpoints.web.exposure.include=prometheus,telltale" };
	}

	private void process(String[] arguments) {
		Settings settings = Settings.builder()
			.sourceOutput(this.folder)
			.resourceOutput(this.folder)
			.classOutput(this.folder)
			.groupId("shop")
			.artifactId("shop")
			.build();
		new SpringApplicationAotProcessor(AheadOfTimeShop.class, settings, arguments).process();
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> sources = Files.walk(this.folder)) {
			List<Path> java = sources.filter((file) -> file.toString().endsWith(".java")).toList();
			List<String> options = List.of("-proc:none", "-nowarn", "-classpath",
					this.folder + File.pathSeparator + System.getProperty("java.class.path"), "-d",
					this.folder.toString());
			assertThat(
					compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(java)).call())
				.isTrue();
		}
	}

	private String run(String[] arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-Dspring.aot.enabled=true", "-cp",
						this.folder + File.pathSeparator + System.getProperty("java.class.path"),
						AheadOfTimeShop.class.getName(), "--call"));
		command.addAll(List.of(arguments));
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return Files.readString(output);
	}

}
