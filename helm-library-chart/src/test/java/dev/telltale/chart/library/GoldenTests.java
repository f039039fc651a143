package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole renderings, so that a change of the chart shows what it changes. Write them anew
 * with {@code -Dtelltale.chart.write}, and look at the difference.
 */
@RequiresHelm
class GoldenTests {

	private static final Path FOLDER = Path.of("src/test/resources/golden");

	@ParameterizedTest
	@ValueSource(strings = { "defaults", "everything" })
	void rendersWhatItDid(String name) throws IOException {
		String values = Files.readString(FOLDER.resolve(name + ".values.yaml"));
		Rendering rendering = Charts.service().values(values).render();
		assertThat(rendering).isValid().isRestricted();
		// Hooks are not in what Helm renders.
		StringBuilder text = new StringBuilder(rendering.yaml().strip()).append('\n');
		for (KubernetesObject hook : rendering.hooks()) {
			text.append("---\n# Hook\n").append(hook.json().toPrettyString()).append('\n');
		}
		Path file = FOLDER.resolve(name + ".yaml");
		if (System.getProperty("telltale.chart.write") != null) {
			Files.writeString(file, text);
		}
		assertThat(text.toString()).isEqualTo(Files.readString(file));
	}

}
