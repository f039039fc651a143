package dev.telltale.cli;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code telltale prove} on a project that somebody broke. That the whole project proves
 * is the continuous integration's own step.
 */
class ProveIT {

	private static final Duration LIMIT = Duration.ofMinutes(3);

	@Test
	void anAlertThatIsMissingTurnsItsRowRed(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		home.edit("mixins/src/main/jsonnet/alerts/http.libsonnet", "  HighErrorRate: {", "  HighErrorRate:: {");
		try (TestHome.Run run = home.start("prove", "error-burst")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(run.output()).containsPattern("✘ rule .* Prometheus has no rule HighErrorRate")
				.containsPattern("✔ targets up .* 1 are up")
				.containsPattern("- pending .* not reached")
				.contains("0 of 1 scenarios passed");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void anAlertThatNeverComesTurnsItsRowRed(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		home.edit("mixins/src/main/jsonnet/config/http.libsonnet", "threshold: 0.05,", "threshold: 0.99,");
		try (TestHome.Run run = home.start("prove", "error-burst")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(run.output()).containsPattern("✘ pending .* never; what it watches is 0\\.\\d+ ")
				.containsPattern("✔ rule .* loaded")
				.containsPattern("- firing .* not reached");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

	@Test
	void namesTheScenariosThereAre(@TempDir Path folder) throws Exception {
		try (TestHome.Run run = new TestHome(folder).start("prove", "eror-burst")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(run.output().strip())
				.startsWith("telltale: there is no scenario 'eror-burst': choose from cardinality-bomb, ")
				.contains(", error-burst, ");
		}
	}

	@Test
	void namesAMistakeInTheJsonnet(@TempDir Path folder) throws Exception {
		TestHome home = new TestHome(folder);
		home.edit("mixins/src/main/jsonnet/alerts/http.libsonnet", "  HighErrorRate: {", "  HighErrorRate: [");
		try (TestHome.Run run = home.start("prove")) {
			assertThat(run.await(LIMIT)).isEqualTo(1);
			assertThat(run.output()).containsPattern("(?m)^telltale: .*http.libsonnet:\\d+:\\d+")
				.doesNotContain("\tat ");
		}
		assertThat(home.leftBehind()).isEmpty();
	}

}
