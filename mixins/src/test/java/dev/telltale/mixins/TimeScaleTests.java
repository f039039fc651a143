package dev.telltale.mixins;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo must be production, only faster.
 */
class TimeScaleTests {

	private static final int DIVISOR = (int) Mixin.DEMO.get("timeDivisor");

	// A duration such as 1h30m, on its own.
	private static final Pattern DURATION = Pattern
		.compile("(?<![\\w.])(?=\\d)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?![\\w])");

	// The seconds between two recordings, by which recorded rates become counts.
	private static final Pattern FACTOR = Pattern.compile("(?<=]\\) \\* )\\d+");

	private final Mixin mixin = Mixin.bundled();

	@Test
	void rulesAndRoutesDifferInDurationsAndTheirFactorsOnly() {
		Rendering production = this.mixin.render(Map.of());
		Rendering demo = this.mixin.render(Mixin.DEMO);
		assertThat(demo.files().keySet()).isEqualTo(production.files().keySet());
		production.files().forEach((path, text) -> {
			if (!path.startsWith("dashboards/")) {
				assertThat(demo.files().get(path)).as(path).isEqualTo(divide(text));
			}
		});
	}

	@Test
	void dashboardsAreTheSame() {
		assertThat(dashboards(Mixin.DEMO)).isNotEmpty().isEqualTo(dashboards(Map.of()));
	}

	@Test
	void theTestItselfSeesDurations() {
		assertThat(divide("rate(x[5m]) for: 1h30m x5m 5 14.4 sum_over_time(y[3d]) * 60 > 60 'over 1 s' 30d."))
			.isEqualTo("rate(x[20s]) for: 6m x5m 5 14.4 sum_over_time(y[4h48m]) * 4 > 60 'over 1 s' 2d.");
	}

	private Set<Map.Entry<String, String>> dashboards(Map<String, ?> config) {
		Map<String, String> files = new TreeMap<>(this.mixin.render(config).files());
		files.keySet().removeIf((path) -> !path.startsWith("dashboards/"));
		return files.entrySet();
	}

	private static String divide(String production) {
		String factors = FACTOR.matcher(production)
			.replaceAll((factor) -> String.valueOf(Integer.parseInt(factor.group()) / DIVISOR));
		return DURATION.matcher(factors).replaceAll((duration) -> {
			int seconds = 0;
			int[] units = { 86400, 3600, 60, 1 };
			boolean any = false;
			for (int group = 1; group <= units.length; group++) {
				String number = duration.group(group);
				any |= number != null;
				seconds += (number != null) ? Integer.parseInt(number) * units[group - 1] : 0;
			}
			return Matcher.quoteReplacement(any ? print(seconds, duration) : duration.group());
		});
	}

	private static String print(int seconds, MatchResult duration) {
		assertThat(seconds % DIVISOR).as("%s divided by %s", duration.group(), DIVISOR).isZero();
		int rest = seconds / DIVISOR;
		StringBuilder text = new StringBuilder();
		for (var unit : new Object[][] { { 86400, "d" }, { 3600, "h" }, { 60, "m" }, { 1, "s" } }) {
			int length = (int) unit[0];
			if (rest >= length) {
				text.append(rest / length).append(unit[1]);
				rest %= length;
			}
		}
		return text.toString();
	}

}
