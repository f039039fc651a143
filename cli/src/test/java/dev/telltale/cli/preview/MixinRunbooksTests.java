package dev.telltale.cli.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link MixinRunbooks}.
 */
class MixinRunbooksTests {

	private static final Path SCENARIOS = Path.of("../examples/scenarios");

	@Test
	void aRunbookHasWhatPeopleWroteAndHowToReproduceTheAlert() throws IOException {
		MixinRunbooks runbooks = new MixinRunbooks(
				List.of(Path.of("../mixins/src/main/jsonnet"), Path.of("../examples/mixins/own")), SCENARIOS);
		assertThat(runbooks.of("HighErrorRate")).startsWith("# HighErrorRate")
			.contains("## Diagnosis", "telltale prove error-burst");
		assertThat(runbooks.of("BookingsRefused")).startsWith("# BookingsRefused");
		assertThat(runbooks.of("NoSuchAlert")).isNull();
	}

	@Test
	void aMistakeInTheJsonnetIsTold(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("mixin.libsonnet"), "{");
		assertThatIOException().isThrownBy(() -> new MixinRunbooks(List.of(folder), SCENARIOS).of("HighErrorRate"))
			.withMessageContaining("mixin.libsonnet");
	}

}
