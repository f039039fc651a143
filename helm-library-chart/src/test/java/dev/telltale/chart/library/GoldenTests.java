package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import dev.telltale.mixins.Yaml;
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
		StringBuilder text = new StringBuilder();
		for (KubernetesObject object : rendering.objects()) {
			text.append("---\n").append(Yaml.print(object.json()));
		}
		for (KubernetesObject hook : rendering.hooks()) {
			text.append("--- # hook\n").append(Yaml.print(hook.json()));
		}
		Path file = FOLDER.resolve(name + ".yaml");
		if (System.getProperty("telltale.chart.write") != null) {
			Files.writeString(file, text);
		}
		assertThat(text.toString()).isEqualTo(Files.readString(file));
	}

}
