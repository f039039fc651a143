package dev.telltale.mixins.ruletest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.telltale.mixins.rules.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Mutant}.
 */
class MutantTests {

	@Test
	void mistakesEveryNumberComparisonWindowAndDuration() {
		List<Mutant> mutants = Mutant.of(alert("sum(rate(bad[5m])) / sum(rate(all[5m])) > 0.05", "2m", "5m"));
		assertThat(mutants).extracting(Mutant::id)
			.containsExactly("threshold 0.05 × 2", "threshold 0.05 ÷ 2", "comparison > 0.05 flipped", "window 5m × 10",
					"for × 10", "keep_firing_for × 10");
		assertThat(mutants.subList(0, 4)).extracting((mutant) -> mutant.changed().expr())
			.containsExactly("sum(rate(bad[5m])) / sum(rate(all[5m])) > 0.1",
					"sum(rate(bad[5m])) / sum(rate(all[5m])) > 0.025",
					"sum(rate(bad[5m])) / sum(rate(all[5m])) <= 0.05",
					"sum(rate(bad[50m])) / sum(rate(all[50m])) > 0.05");
		assertThat(mutants.get(4).changed().patience()).isEqualTo("20m");
		assertThat(mutants.get(5).changed().keepFiringFor()).isEqualTo("50m");
	}

	@Test
	void takesWhatIsComputedFromNumbersForOne() {
		assertThat(changes("a > 10 - 0.5")).containsEntry("threshold 9.5 × 2", "a > 19");
		assertThat(changes("time() - a > 4 * (60 * 60)")).containsEntry("threshold 14400 ÷ 2", "time() - a > 7200");
		assertThat(changes("1 < a")).containsEntry("threshold 1 × 2", "2 < a");
	}

	@Test
	void mistakesFactorsWhereNoSideIsANumber() {
		assertThat(changes("a > 3 * a offset 1w")).containsOnlyKeys("factor 3 × 2", "factor 3 ÷ 2",
				"comparison > flipped");
		assertThat(changes("sum_over_time(a[1d]) * 60 > b - 0.5")).containsKeys("factor 60 × 2", "window 1d × 10")
			.doesNotContainKey("factor 0.5 × 2");
	}

	@Test
	void doesNotDoubleZero() {
		assertThat(changes("a / (b > 0) > 0.1")).containsOnlyKeys("threshold 0.1 × 2", "threshold 0.1 ÷ 2",
				"comparison > 0.1 flipped", "comparison > 0 flipped");
	}

	@Test
	void countsWhatOccursTwice() {
		assertThat(changes("a > 5 unless b > 5")).containsEntry("threshold 5 × 2", "a > 10 unless b > 5")
			.containsEntry("threshold 5 × 2 (2)", "a > 5 unless b > 10")
			.containsEntry("comparison > 5 flipped (2)", "a > 5 unless b <= 5");
	}

	@Test
	void widensEachLengthOfWindowsAtOnceAndSubqueriesToo() {
		assertThat(changes("max_over_time(rate(a[5m])[1h:1m]) and rate(b[5m])")).containsOnly(
				Map.entry("window 1h × 10", "max_over_time(rate(a[5m])[10h:1m]) and rate(b[5m])"),
				Map.entry("window 5m × 10", "max_over_time(rate(a[50m])[1h:1m]) and rate(b[50m])"));
	}

	private static Map<String, String> changes(String expression) {
		return Mutant.of(alert(expression, null, null))
			.stream()
			.collect(Collectors.toMap(Mutant::id, (mutant) -> mutant.changed().expr()));
	}

	private static Rule alert(String expression, @Nullable String patience, @Nullable String keepFiringFor) {
		return new Rule("Test", Rule.Kind.ALERT, expression, patience, keepFiringFor, Map.of(), Map.of());
	}

}
