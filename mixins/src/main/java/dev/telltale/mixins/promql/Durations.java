package dev.telltale.mixins.promql;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus writes them, such as {@code 1h30m}. A year has 365 days.
 */
public final class Durations {

	private static final String[] UNITS = { "y", "w", "d", "h", "m", "s", "ms" };

	private static final long[] MILLIS = { 31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L,
			1L };

	private static final Pattern PATTERN = Pattern
		.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

	// Prometheus counts nanoseconds in 64 bits.
	private static final long LONGEST = Long.MAX_VALUE / 1_000_000;

	private Durations() {
	}

	/**
	 * Parse a duration.
	 * @param text the text
	 * @return the duration, nothing if the text is none, or too long for Prometheus
	 */
	public static Optional<Duration> parse(String text) {
		Matcher matcher = PATTERN.matcher(text);
		if (text.isEmpty() || !matcher.matches()) {
			return Optional.empty();
		}
		try {
			long millis = 0;
			for (int unit = 0; unit < UNITS.length; unit++) {
				String number = matcher.group(unit + 1);
				if (number != null) {
					millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(number), MILLIS[unit]));
				}
			}
			return (millis <= LONGEST) ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
		}
		catch (ArithmeticException | NumberFormatException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Print a duration in days and what is shorter.
	 * @param duration the duration, not negative, in whole milliseconds
	 * @return such as {@code 1h30m}
	 */
	public static String print(Duration duration) {
		if (duration.isZero()) {
			return "0s";
		}
		StringBuilder text = new StringBuilder();
		long rest = duration.toMillis();
		for (int unit = 2; unit < UNITS.length; unit++) {
			if (rest >= MILLIS[unit]) {
				text.append(rest / MILLIS[unit]).append(UNITS[unit]);
				rest %= MILLIS[unit];
			}
		}
		return text.toString();
	}

}
