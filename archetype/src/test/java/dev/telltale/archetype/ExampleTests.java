package dev.telltale.archetype;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for examples/mixins/own, which is what the archetype generates.
 */
class ExampleTests {

	private static final Path EXAMPLE = Path.of("../examples/mixins/own");

	@TempDir
	private Path outside;

	@ParameterizedTest
	@ValueSource(strings = { "mixin.libsonnet", "runbooks/BookingsRefused.md" })
	void theExampleIsWhatIsGenerated(String file) {
		Path generated = Templates.generate(this.outside, Templates.properties()).resolve("monitoring").resolve(file);
		assertThat(EXAMPLE.resolve(file)).hasSameTextualContentAs(generated);
	}

	@Test
	void theExampleHasNothingElse() {
		assertThat(Templates.files(EXAMPLE).stream().map((file) -> EXAMPLE.relativize(file).toString()))
			.containsExactly("mixin.libsonnet", "runbooks/BookingsRefused.md");
	}

}
