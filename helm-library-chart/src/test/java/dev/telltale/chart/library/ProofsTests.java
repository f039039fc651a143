package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.library.Features.Feature;
import dev.telltale.chart.library.Features.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How far every feature is proved stands in the documentation, as it is worked out here.
 */
@RequiresHelm
class ProofsTests {

	private static final Path DOCUMENT = Path.of("../docs/kubernetes-proofs.md");

	private static final String WRITE = "mvn -pl helm-library-chart -am test -Dtelltale.chart.write "
			+ "-Dtest=ProofsTests -Dsurefire.failIfNoSpecifiedTests=false";

	@Test
	void theDocumentationSaysHowFarEachFeatureIsProved() throws IOException {
		String document = document(Features.read());
		if (System.getProperty("telltale.chart.write") != null) {
			Files.writeString(DOCUMENT, document);
		}
		assertThat(DOCUMENT).as("run %s to write it anew", WRITE).exists().hasContent(document);
	}

	@Test
	void everyTestThatStartsTheServiceIsAProofOfAFeature() {
		assertThat(Features.read().stream().map(Feature::started).filter(Objects::nonNull))
			.containsAll(Features.startingTests());
	}

	@Test
	void noTwoFeaturesShareANameOrAStep() {
		assertThat(Features.read()).extracting(Feature::name).doesNotHaveDuplicates();
		assertThat(Features.read()).extracting(Feature::step).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			brings: [Probe] ; brings: [Ingress] ; brings [NOTES, Probe], not [Ingress]
			without: {probe: {enabled: false}} ; without: {} ; brings [], not [Probe]
			started: everyProbeIsAnswered ; started: nobodyIsAsked ; has no test nobodyIsAsked
			values/tempo.yaml ; values/jaeger.yaml ; there is no file values/jaeger.yaml
			step: closed ; steps: closed ; steps is no key of a feature
			step: closed ; brings: [Pod] ; step is missing
			""")
	void aMistakeInTheFeaturesIsNoticed(String text, String replacement, String message) {
		String features = Features.content(Features.EXAMPLES.resolve("features.yaml"));
		assertThat(features).contains(text);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> Features.read(features.replace(text, replacement)).forEach(Feature::proof))
			.withMessageContaining(message);
	}

	private static String document(List<Feature> features) {
		Map<Feature, Proof> proofs = new LinkedHashMap<>();
		features.forEach((feature) -> proofs.put(feature, feature.proof()));
		boolean never = KubernetesWorkflow.read().hasRunNowhere();
		StringBuilder text = new StringBuilder(
				"""
						# How far each feature on Kubernetes is proved

						Generated from [`features.yaml`](../examples/kubernetes/features.yaml), by the tests of the library chart. Write it anew with
						`%s`.

						Of %d features, charts of this project render %d: %d bring objects of Kubernetes' own kinds, read strictly; %d bring objects of
						other kinds, held against the schemas of their definitions; some bring both. With %d of them the sample service was started. %s

						- **Rendered**: switched on and off by values, and the objects that it is to bring are what changes.
						- **Strict model**: every field is known, of the right type, and there if it is required.
						- **CRD schema**: the same for kinds that others define, by the schema in their definition, with its patterns and enumerations.
						- **Started**: the sample service runs as a process with the rendered environment and files, and the named test of
						  `SampleServiceIT` sees it.
						- **On a cluster**: the step of [`kubernetes.yml`](../.github/workflows/kubernetes.yml) that fails if it does not work.

						A dash at *rendered* stands for what only the charts of others render. [The scaled platform](kubernetes.md#scale-it) has no step: it needs an object store.

						| feature | brings | rendered | strict model | CRD schema | started | on a cluster |
						| --- | --- | --- | --- | --- | --- | --- |
						"""
					.formatted(WRITE, features.size(), count(proofs, Proof::rendered), count(proofs, Proof::strict),
							count(proofs, Proof::schema), count(proofs, Proof::started),
							never ? "**None was run on a cluster.**" : "The workflow runs each on a cluster of kind."));
		proofs.forEach((feature,
				proof) -> text.append("| %s | %s | %s | %s | %s | %s | %s, `%s` |%n".formatted(feature.name(),
						feature.brings().isEmpty() ? "–" : String.join(", ", feature.brings()), yes(proof.rendered()),
						yes(proof.strict()), yes(proof.schema()), proof.started() ? "`" + feature.started() + "`" : "–",
						never ? "never" : "in CI", feature.step())));
		return text.toString();
	}

	private static long count(Map<Feature, Proof> proofs, Predicate<Proof> level) {
		return proofs.values().stream().filter(level).count();
	}

	private static String yes(boolean proved) {
		return proved ? "yes" : "–";
	}

}
