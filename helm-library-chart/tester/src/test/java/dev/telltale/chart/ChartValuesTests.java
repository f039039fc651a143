package dev.telltale.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Chart}.
 */
@RequiresHelm
class ChartValuesTests {

	private static final Chart SHOP = Chart.in(Fixtures.folder("shop"));

	@Test
	void laterValuesWin(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("a,b.yaml"), "replicas: 4\nimage: of-the-file\n");
		Rendering rendering = SHOP.values("replicas: 3").valuesFile(file).set("image", "set").render();
		assertThat(replicas(rendering)).isEqualTo(4);
		assertThat(rendering.only("Deployment").at("/spec/template/spec/containers/0/image").asString())
			.isEqualTo("set");
		assertThat(replicas(SHOP.valuesFile(file).values("replicas: 3").render())).isEqualTo(3);
	}

	@Test
	void neverChangesTheChartItself() {
		SHOP.set("replicas", 9);
		assertThat(replicas(SHOP.render())).isEqualTo(2);
	}

	@Test
	void setKeepsCommasAndBraces() {
		assertThat(SHOP.set("image", "a,b={c}").render().yaml()).contains("image: a,b={c}");
	}

	@Test
	void rendersForAReleaseAndAVersionOfKubernetes() throws IOException {
		Chart chart = Fixtures.of("""
				kind: About
				name: {{ .Release.Name }}
				namespace: {{ .Release.Namespace }}
				version: {{ .Capabilities.KubeVersion.Version }}
				""");
		assertThat(chart.render().only("About").json().toString()).isEqualTo(
				"{'kind':'About','name':'release-name','namespace':'default','version':'v1.33.0'}".replace('\'', '"'));
		assertThat(chart.name("a").namespace("b").kubernetes("1.30.1").render().only("About").json().toString())
			.isEqualTo("{'kind':'About','name':'a','namespace':'b','version':'v1.30.1'}".replace('\'', '"'));
	}

	@Test
	void fetchesLocalDependenciesWithoutWritingToTheSources() throws IOException {
		Path folder = Fixtures.folder("two-workloads");
		Rendering rendering = Chart.in(folder).name("shop").render();
		assertThat(rendering.object("ConfigMap", "shop-api").at("/data/workers").asString()).isEqualTo("1");
		assertThat(rendering.object("ConfigMap", "shop-worker").at("/data/workers").asString()).isEqualTo("3");
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrder("Chart.yaml",
					"values.yaml", "templates");
		}
	}

	@Test
	void fetchesDependenciesOfDependencies(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("Chart.yaml"), """
				apiVersion: v2
				name: umbrella
				version: 0.1.0
				dependencies:
				  - name: two-workloads
				    version: 0.1.0
				    repository: file://%s
				""".formatted(Fixtures.folder("two-workloads")));
		assertThat(Chart.in(folder).name("all").render().objects()).extracting(KubernetesObject::name)
			.containsExactly("all-api", "all-worker");
	}

	@Test
	void saysWhichValueBreaksTheSchema() {
		assertThat(mistakes(SHOP.values("""
				replicas: many
				prot: 8080
				ingress:
				  host: A B
				"""))).containsExactlyInAnyOrder("additional properties 'prot' not allowed",
				"replicas: got string, want integer", "ingress.host: 'A B' does not match pattern '^[a-z.-]+$'");
	}

	@Test
	void saysWhichValueOfADependencyBreaksItsSchema() {
		assertThat(mistakes(Chart.in(Fixtures.folder("two-workloads")).values("worker: {wokers: 1}")))
			.containsExactly("worker: additional properties 'wokers' not allowed");
	}

	@Test
	void saysWhatTheChartSaysWhenItFails() {
		assertThat(mistakes(SHOP.set("image", "")))
			.containsExactly("image is empty: set it to the image of the service");
	}

	@Test
	void namesTheTemplateThatHelmCannotRender() throws IOException {
		assertThat(mistakes(Fixtures.of("a: {{ .Values.a.b.c }}"))).singleElement()
			.asString()
			.contains("faulty/templates/all.yaml:1", "nil pointer");
	}

	@Test
	void saysThatAFolderIsNoChart(@TempDir Path folder) {
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> Chart.in(folder))
			.withMessage(folder + " has no Chart.yaml: name the folder of a chart (if a build makes it, build first)");
	}

	@Test
	void saysThatADependencyIsMissing(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("Chart.yaml"), """
				apiVersion: v2
				name: umbrella
				version: 0.1.0
				dependencies:
				  - {name: nowhere, version: 0.1.0, repository: "file://../nowhere"}
				""");
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> Chart.in(folder))
			.withMessageContainingAll("depends on nowhere", "is no folder");
	}

	@Test
	void saysThatADependencyHasAnotherVersion(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("Chart.yaml"), """
				apiVersion: v2
				name: umbrella
				version: 0.1.0
				dependencies:
				  - name: library
				    version: ^2.0.0
				    repository: file://%s
				""".formatted(Fixtures.folder("library")));
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> Chart.in(folder))
			.withMessageContainingAll("library", "^2.0.0");
	}

	@Test
	void saysThatAFileOfValuesIsMissing() {
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> SHOP.valuesFile(Path.of("nowhere.yaml")))
			.withMessageStartingWith("There is no file of values at ")
			.withMessageEndingWith("nowhere.yaml");
	}

	@Test
	void saysThatValuesAreNoYaml() {
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> SHOP.values("a: 1\na: 2"))
			.withMessage("The values are no valid YAML in line 2: found duplicate key a");
	}

	private static int replicas(Rendering rendering) {
		return rendering.only("Deployment").at("/spec/replicas").asInt();
	}

	private static List<String> mistakes(Chart chart) {
		try {
			chart.render();
		}
		catch (ChartException ex) {
			return ex.mistakes();
		}
		throw new AssertionError("Expecting Helm to refuse");
	}

}
