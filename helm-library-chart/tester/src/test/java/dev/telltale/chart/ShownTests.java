package dev.telltale.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what Helm does not render with the objects: hooks, notes and the release's
 * record.
 */
@RequiresHelm
class ShownTests {

	private static final Chart SHOP = Chart.in(Fixtures.folder("shop")).name("shop").namespace("web");

	@Test
	void showsHooks() {
		KubernetesObject pod = SHOP.render().hooks().get(0);
		assertThat(pod).hasToString("Pod shop-scrape");
		assertThat(pod.source()).isEqualTo("shop/templates/tests/scrape.yaml");
		assertThat(pod.at("/metadata/annotations/helm.sh~1hook").asString()).isEqualTo("test");
		assertThat(pod.at("/metadata/annotations/helm.sh~1hook-delete-policy").asString())
			.isEqualTo("before-hook-creation,hook-succeeded");
		assertThat(pod.at("/metadata/annotations")).hasSize(2);
	}

	@Test
	void showsHooksOfDependencies() {
		Rendering rendering = Chart.in(Fixtures.folder("two-workloads")).name("shop").render();
		assertThat(rendering.hooks()).extracting(KubernetesObject::name)
			.containsExactlyInAnyOrder("shop-api-test", "shop-worker-test");
		assertThat(rendering.objects()).extracting(KubernetesObject::name).containsExactly("shop-api", "shop-worker");
	}

	@Test
	void showsHooksOfUnpackedDependencies(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("Chart.yaml"), """
				apiVersion: v2
				name: umbrella
				version: 0.1.0
				dependencies: [{name: shop, version: 1.2.3, repository: "https://charts.example"}]
				""");
		Path shop = Fixtures.folder("shop");
		try (Stream<Path> files = Files.walk(shop)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				Path target = folder.resolve("charts/shop").resolve(shop.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Files.copy(file, target);
			}
		}
		assertThat(Chart.in(folder).name("shop").render().hooks()).extracting(KubernetesObject::source)
			.containsExactly("umbrella/charts/shop/templates/tests/scrape.yaml");
	}

	@Test
	void showsNotes() {
		assertThat(SHOP.set("image", "a & b").render().notes())
			.isEqualTo("shop is watched in web:\n  \"shop\" <a & b>");
	}

	@Test
	void hasNoNotesWithoutAny() throws IOException {
		Rendering rendering = Fixtures.of("kind: None").render();
		assertThat(rendering.notes()).isEmpty();
		assertThat(rendering.hooks()).isEmpty();
	}

	@Test
	void weighsTheRelease() throws IOException {
		long size = SHOP.releaseSize();
		assertThat(size).isBetween(2_000L, 8_000L);
		byte[] noise = new byte[30_000];
		new Random(1).nextBytes(noise);
		long noisy = Fixtures.of("kind: Noise\ndata: " + Base64.getEncoder().encodeToString(noise)).releaseSize();
		// In the template and in the object, as text, that cannot be compressed.
		assertThat(noisy).isBetween(45_000L, 130_000L);
	}

	@Test
	void lints() throws IOException {
		assertThat(SHOP.lint()).isEmpty();
		assertThat(Fixtures.of("kind: {{ .Values.a.b }}").lint()).singleElement()
			.asString()
			.startsWith("[ERROR] templates/")
			.contains("nil pointer");
	}

}
