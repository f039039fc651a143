package dev.telltale.observability.cardinality;

/**
 * A tag of a meter that has been collapsed.
 *
 * @param meter the meter's name
 * @param tag the tag's key
 * @param limit how many values the tag may have, {@code other} included
 * @param count how many look-ups were collapsed and gauges denied so far
 */
public record CollapsedTag(String meter, String tag, int limit, long count) {

}
