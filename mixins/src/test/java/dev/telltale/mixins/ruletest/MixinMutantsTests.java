package dev.telltale.mixins.ruletest;

import java.nio.file.Path;
import java.util.Set;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every alert keeps what the cases beside it promise, and every mistake in a rule of the
 * mixin is noticed by a case. While you write an alert, test it alone:
 * {@code -Dtelltale.mutants=HighErrorRate,HighLatency}.
 */
class MixinMutantsTests {

	private static final Set<String> SELECTED = Set.of(System.getProperty("telltale.mutants", "").split(","));

	@TempDir
	Path directory;

	@Test
	void everyCaseHoldsAndEveryMutantIsKilledOrDeclared() throws Exception {
		MutationReport report = new MutationTester(Toolbox.standard().require(Tool.PROMTOOL), Mixin.bundled(),
				this.directory)
			.run((alert) -> SELECTED.contains("") || SELECTED.contains(alert));
		// The build shows it: what is proved of each alert.
		System.out.println(report.print());
		assertThat(report.problems()).as(report.print()).isEmpty();
	}

}
