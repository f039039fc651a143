package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.telltale.chart.Chart;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The library as a folder in the chart of a service, which Maven unpacked from the jar in
 * the way that the documentation shows.
 */
@RequiresHelm
class UnpackedChartIT {

	// By maven-dependency-plugin in pre-integration-test.
	private static final Path UNPACKED = Path.of("target/unpacked/charts");

	@TempDir
	private Path directory;

	@Test
	void theBuildUnpacksItAsTheDocumentationShows() throws IOException {
		String shown = Documentation.block("The library from a Maven build", "xml")
			.replace("generate-resources", "pre-integration-test")
			.replace("${telltale.version}", "${project.version}")
			.replace("src/main/chart/charts", "${project.build.directory}/unpacked/charts");
		String pom = Files.readString(Path.of("pom.xml")).replaceAll("\\s*<!--[^>]*-->", "").replaceAll("\\s+", " ");
		assertThat(pom).contains(shown.replaceAll("\\s+", " ").strip());
	}

	@Test
	void aChartWithTheFolderIsRendered() throws IOException {
		Chart chart = chart().values(Documentation.block("Every object in a few lines", "yaml"));
		assertThat(chart.lint()).isEmpty();
		Rendering rendering = chart.render();
		assertThat(rendering).isValid().isRestricted();
		assertThat(rendering.kinds()).contains("Deployment", "PodMonitor", "NetworkPolicy", "PrometheusRule");
		assertThat(Charts.hook(rendering, "Pod").name()).isEqualTo("shop-test");
		assertThat(rendering.notes()).contains("shop runs in namespace web");
	}

	@Test
	void itBringsDashboardsRulesAndTheSchemaForEditors() throws IOException {
		Path library = UNPACKED.resolve("observability");
		assertThat(library.resolve("service.schema.json")).exists();
		assertThat(UNPACKED).isDirectoryContaining((file) -> file.endsWith("observability"));
		assertThat(UNPACKED.resolve("META-INF")).doesNotExist();
		Chart chart = chart().values("observability: {standalone: {enabled: true}}");
		Rendering rendering = chart.render();
		assertThat(rendering).isValid();
		assertThat(rendering.kinds()).contains("PrometheusRule");
		assertThat(chart.releaseSize()).isLessThan(512 * 1024);
	}

	private Chart chart() throws IOException {
		Path folder = Files.createDirectories(this.directory.resolve("orders/templates")).getParent();
		Files.writeString(folder.resolve("Chart.yaml"), """
				apiVersion: v2
				name: orders
				version: 1.0.0
				appVersion: 1.4.2
				dependencies:
				  - name: observability
				    version: ">=0.1.0-0"
				""");
		Files.writeString(folder.resolve("values.yaml"),
				"observability: {image: {repository: registry.example/shop/orders}}\n");
		Files.writeString(folder.resolve("templates/observability.yaml"), "{{ include \"observability.all\" . }}\n");
		Files.writeString(folder.resolve("templates/NOTES.txt"), "{{ include \"observability.notes\" . }}\n");
		copy(UNPACKED, folder.resolve("charts"));
		for (String own : List.of("rules", "dashboards")) {
			copy(Path.of("src/test/charts/service", own), folder.resolve(own));
		}
		return Chart.in(folder).name("shop").namespace("web");
	}

	private static void copy(Path from, Path to) throws IOException {
		try (var files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = to.resolve(from.relativize(file).toString());
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}

}
