package dev.telltale.mixins.promql;

import java.util.List;

/**
 * Which labels an aggregation keeps.
 *
 * @param without whether the labels are those that it drops
 * @param labels the names of the labels
 */
public record Grouping(boolean without, List<String> labels) {

	/** No label is kept. */
	public static final Grouping NONE = new Grouping(false, List.of());

	/**
	 * Create a grouping.
	 * @param without whether the labels are those that it drops
	 * @param labels the names of the labels
	 */
	public Grouping {
		labels = List.copyOf(labels);
	}

	/**
	 * Return whether a label is kept.
	 * @param label the name of the label
	 * @return whether it is, where a series has it
	 */
	public boolean keeps(String label) {
		return this.labels.contains(label) != this.without;
	}

}
