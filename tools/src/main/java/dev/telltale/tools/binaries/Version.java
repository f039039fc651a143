package dev.telltale.tools.binaries;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of a version; a distribution's suffixes do not count.
 */
record Version(int major, int minor, int patch) implements Comparable<Version> {

	static final Version ANY = new Version(0, 0, 0);

	/** An optional epoch as Debian writes it, then the numbers. */
	private static final Pattern NUMBERS = Pattern.compile("(?:\\d+:)?v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*",
			Pattern.DOTALL);

	private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
		.thenComparingInt(Version::minor)
		.thenComparingInt(Version::patch);

	static Optional<Version> parse(String text) {
		Matcher matcher = NUMBERS.matcher(text.strip());
		if (!matcher.matches()) {
			return Optional.empty();
		}
		return Optional.of(new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
				(matcher.group(3) != null) ? Integer.parseInt(matcher.group(3)) : 0));
	}

	@Override
	public int compareTo(Version other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.major + "." + this.minor + "." + this.patch;
	}

}
