package dev.telltale.observability;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes sure that the tests run on the Java that the build meant.
 */
class JavaVersionTests {

	@Test
	void theTestsRunOnTheJavaThatTheBuildMeant() {
		int meant = Integer.getInteger("telltale.test.java", 17);
		assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(meant);
	}

}
