package dev.telltale.mixins.promql;

import java.util.List;

/**
 * Which series of two vectors belong together.
 *
 * @param ignoring whether the labels are those that are not compared
 * @param labels the names of the labels
 * @param group which side may have several series for one of the other
 * @param include labels that the side with several takes from the other
 */
public record Matching(boolean ignoring, List<String> labels, Group group, List<String> include) {

	/** Series belong together if all their labels are equal. */
	public static final Matching ALL_LABELS = new Matching(true, List.of(), Group.NONE, List.of());

	/**
	 * The side that may have several series for one.
	 */
	public enum Group {

		/** Neither. */
		NONE,

		/** The left side: {@code group_left}. */
		LEFT,

		/** The right side: {@code group_right}. */
		RIGHT

	}

	/**
	 * Create a matching.
	 * @param ignoring whether the labels are those that are not compared
	 * @param labels the names of the labels
	 * @param group which side may have several series for one of the other
	 * @param include labels that the side with several takes from the other
	 */
	public Matching {
		labels = List.copyOf(labels);
		include = List.copyOf(include);
	}

}
