package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.telltale.chart.Chart;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the chart of the sample service, and for the words of its README.
 */
@RequiresHelm
class SampleChartTests {

	private static final Path PROJECT = Path.of("..");

	private static final Path FOLDER = PROJECT.resolve("examples/kubernetes/sample-service");

	private final Chart chart = Chart.in(FOLDER).name("sample-service").namespace("monitoring");

	@Test
	void isValidAndShort() throws IOException {
		Rendering rendering = this.chart.render();
		assertThat(rendering).isValid().isRestricted();
		assertThat(this.chart.lint()).isEmpty();
		assertThat(Files.readAllLines(FOLDER.resolve("values.yaml"))).hasSizeLessThanOrEqualTo(17);
		assertThat(rendering.kinds()).contains("Deployment", "Service", "PodMonitor", "Probe", "NetworkPolicy",
				"PodDisruptionBudget");
	}

	@Test
	void isWhatTheScriptOfTrafficForwardsTo() throws IOException {
		String script = Files.readString(PROJECT.resolve("examples/scripts/generate-traffic.sh"));
		assertThat(script).contains("kubectl port-forward -n monitoring svc/sample-service 8080:80");
		Rendering rendering = this.chart.render();
		assertThat(rendering.object("Service", "sample-service").at("/spec/ports/0/port").asInt()).isEqualTo(80);
		assertThat(rendering.object("Service", "sample-service").namespace()).isEqualTo("monitoring");
	}

	@Test
	void usesTheImageThatTheReadmeBuilds() throws IOException {
		String image = this.chart.render().only("Deployment").at("/spec/template/spec/containers/0/image").asString();
		String readme = Files.readString(FOLDER.resolve("README.md"));
		assertThat(readme).contains("docker build --tag " + image + " sample-service",
				"kind load docker-image " + image);
	}

	// What a README shows is there, or it is none.
	@Test
	void everyFileThatTheReadmeNamesIsThere() throws IOException {
		String readme = Files.readString(FOLDER.resolve("README.md"));
		assertThat(Pattern.compile("(?:examples|sample-service|helm-library-chart)/[\\w./-]+\\w")
			.matcher(readme)
			.results()
			.map(MatchResult::group)
			.filter((path) -> !path.contains("target") && !path.startsWith("sample-service/1"))).isNotEmpty()
			.allSatisfy((path) -> assertThat(PROJECT.resolve(path)).exists());
	}

	@Test
	void theImageIsLayeredAndRunsAsNobodyWithAName() throws IOException {
		String dockerfile = Files.readString(PROJECT.resolve("sample-service/Dockerfile"));
		assertThat(dockerfile).contains("-Djarmode=tools", "extract --layers", "USER 10001:10001",
				"COPY --from=layers /layers/extracted/dependencies/ ./");
		assertThat(dockerfile.indexOf("dependencies/ ./")).isLessThan(dockerfile.indexOf("application/ ./"));
	}

}
