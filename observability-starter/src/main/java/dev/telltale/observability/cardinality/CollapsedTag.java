package dev.telltale.observability.cardinality;

/**
 * A tag of a meter that has been collapsed, or all tags of a meter with too many series.
 *
 * @param meter the meter's name
 * @param tag the tag's key, or {@code *} for all of them together
 * @param limit how many values the tag, or how many series the meter may have,
 * {@code other} included
 * @param count how many look-ups were collapsed and gauges denied so far
 */
public record CollapsedTag(String meter, String tag, int limit, long count) {

}
