package dev.telltale.cli.traces;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextPool}.
 */
class TextPoolTests {

	private final TextPool pool = new TextPool();

	@Test
	void givesTheSameInstanceOfEqualTexts() {
		String first = this.pool.pooled("GET " + this.pool.hashCode());
		assertThat(this.pool.pooled("GET " + this.pool.hashCode())).isSameAs(first);
	}

	@Test
	void neitherKeepsLongTextsNorTooMany() {
		String first = this.pool.pooled("GET " + this.pool.hashCode());
		String large = "x".repeat(65);
		assertThat(this.pool.pooled(large)).isSameAs(large);
		assertThat(this.pool.pooled("x".repeat(65))).isNotSameAs(large);
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.pool.pooled("id " + i)).isEqualTo("id " + i);
		}
		assertThat(this.pool.pooled("GET " + this.pool.hashCode())).isNotSameAs(first).isEqualTo(first);
	}

}
