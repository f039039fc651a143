package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an upgrade must not change: Kubernetes refuses another selector, and an object of
 * another name is a new one. Compared with what 0.1 rendered; a line that differs breaks
 * every release there is.
 */
@RequiresHelm
class UpgradeTests {

	private static final Path FILE = Path.of("src/test/resources/upgrade/0.1.txt");

	private static final Map<String, List<String>> FIXED = Map.of("Deployment", List.of("/spec/selector"), "Service",
			List.of("/spec/clusterIP", "/spec/ports/0/name"), "HorizontalPodAutoscaler",
			List.of("/spec/scaleTargetRef/name"));

	@Test
	void keepsWhatCannotBeChanged() throws IOException {
		StringBuilder fixed = new StringBuilder();
		for (String kind : List.of("PodMonitor", "ServiceMonitor")) {
			Rendering rendering = Charts.service()
				.valuesFile(Path.of("src/test/resources/golden/everything.values.yaml"))
				.values("observability: {monitor: {kind: " + kind + "}, standalone: {enabled: true}}")
				.render();
			for (KubernetesObject object : rendering.objects()) {
				fixed.append(object);
				FIXED.getOrDefault(object.kind(), List.of())
					.forEach((pointer) -> fixed.append(' ').append(pointer).append('=').append(object.at(pointer)));
				fixed.append('\n');
			}
		}
		if (System.getProperty("telltale.chart.write") != null && Files.notExists(FILE)) {
			Files.createDirectories(FILE.getParent());
			Files.writeString(FILE, fixed);
		}
		// What is new may come.
		assertThat(fixed.toString().lines()).containsAll(Files.readAllLines(FILE));
	}

}
