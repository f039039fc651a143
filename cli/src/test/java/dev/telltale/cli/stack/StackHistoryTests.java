package dev.telltale.cli.stack;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StackHistory}. What it reads from the running systems is tested by the
 * commands.
 */
class StackHistoryTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			a > 5                            | a
			rate(a[5m]) > 5                  | rate(a[5m])
			(a > 5 and b > 1) unless c       | a
			((a / (b > 0)) >= 0.05 and c)    | (a / (b > 0))
			sum(a) / (sum(b) > 0) < 0.95     | sum(a) / (sum(b) > 0)
			up{job!="a>b"} == 0              | up{job!="a>b"}
			vector(1)                        | -
			""")
	void findsWhatAnAlertCompares(String expression, String signal) {
		assertThat(StackHistory.leftOfComparison(expression).orElse(null)).isEqualTo(signal);
	}

}
