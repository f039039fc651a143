package dev.telltale.observability.slo;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of burn rates, after chapter 5 of Google's Site Reliability Workbook.
 * <p>
 * A burn rate is the share of bad events, divided by the share that the objective allows.
 * If every event is bad it is {@code 1 / (1 - objective)}, the highest there can be. An
 * alert whose factor is not below that can never fire. The alert of factor 1 always can,
 * so no objective is refused; but one that nobody can be paged for is worth a warning.
 * <p>
 * The factors are the mixin's, whose tests compare them with those in the catalogue.
 */
public final class BurnRates {

	/**
	 * The factor of the mixin's alert that pages within minutes, {@code fast}.
	 */
	public static final double FAST = 14.4;

	/**
	 * The factor of the mixin's other alert that pages, {@code medium}.
	 */
	public static final double MEDIUM = 6;

	private BurnRates() {
	}

	/**
	 * Return which alerts can never fire for an objective.
	 * @param objective the objective as a ratio
	 * @return what to tell its owner, or {@code null} if all alerts can fire
	 */
	static @Nullable String describeSilence(double objective) {
		double highest = 1 / (1 - objective);
		if (highest > FAST) {
			return null;
		}
		boolean pages = highest > MEDIUM;
		return String.format(Locale.ROOT,
				"even if every event is bad, an objective of %s burns its budget only 1 / (1 - %s) = %.2f times "
						+ "faster than allowed, so the alert at %s times can never fire%s. To be paged %s, promise more "
						+ "than %.4f",
				objective, objective, highest, FAST, pages ? "" : ", nor can any other that pages",
				pages ? "within minutes" : "at all", pages ? 1 - 1 / FAST : 1 - 1 / MEDIUM);
	}

}
