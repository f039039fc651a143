package dev.telltale.observability.defaults;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StarterRuntimeHints}.
 */
class StarterRuntimeHintsTests {

	@Test
	void takesEveryFileOfTheStarterAlong() throws IOException {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(StarterRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, null));
		Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:META-INF/telltale/*");
		assertThat(files).hasSizeGreaterThanOrEqualTo(3)
			.allSatisfy((file) -> assertThat(
					RuntimeHintsPredicates.resource().forResource("META-INF/telltale/" + file.getFilename()))
				.accepts(hints));
	}

}
