package dev.telltale.observability.cardinality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Limits how many values each tag of a meter may have, and how many series the meters of
 * one name. Values past the limit are recorded under {@value #OTHER}, so that totals stay
 * right; gauges, which do not add up, are denied. Whatever is collapsed is counted and
 * logged once for each meter and tag. Thread-safe.
 * <p>
 * Past a meter's limit of series, new combinations have {@value #OTHER} in every tag but
 * those that are never collapsed, such as {@code status} and {@code outcome}: error
 * ratios stay right, and there is one more series for each combination of these.
 * <p>
 * The guard remembers the values and ids within the limits, and nothing of the others:
 * its memory is bounded by the number of meter names and of their tags, which are part of
 * the program.
 */
public final class CardinalityGuard {

	/**
	 * What a value past the limit becomes.
	 */
	public static final String OTHER = "other";

	/**
	 * Stands for the tags of a meter together, where a single one is named otherwise.
	 */
	public static final String ALL_TAGS = "*";

	private final CardinalityLimits limits;

	private final Map<MeterTag, TagCollapse> collapses = new ConcurrentHashMap<>();

	private final List<TagCollapse> approached = new ArrayList<>();

	private final List<Consumer<TagCollapse>> listeners = new ArrayList<>();

	/**
	 * Create a guard.
	 * @param properties the limits
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if a limit is below 1
	 */
	public CardinalityGuard(CardinalityProperties properties) {
		this.limits = new CardinalityLimits(properties);
	}

	/**
	 * Return how many values a tag of a meter may have.
	 * @param meter the meter's name
	 * @param tag the tag's key
	 * @return the limit, {@value #OTHER} included; {@link Integer#MAX_VALUE} for a tag
	 * that is never collapsed
	 */
	public int limit(String meter, String tag) {
		return this.limits.limit(meter, tag);
	}

	/**
	 * Return how many series the meters of a name may have.
	 * @param meter the meters' name
	 * @return the limit, {@value #OTHER} included; {@link Integer#MAX_VALUE} for meters
	 * that are never collapsed
	 */
	public int seriesLimit(String meter) {
		return this.limits.seriesLimit(meter);
	}

	/**
	 * Return what has been collapsed so far.
	 * @return the tags, ordered by meter and tag
	 */
	public List<CollapsedTag> collapsedTags() {
		return this.collapses.values()
			.stream()
			.filter(TagCollapse::isStarted)
			.map((collapse) -> new CollapsedTag(collapse.meter(), collapse.tag(), collapse.limit(), collapse.sum()))
			.sorted(Comparator.comparing(CollapsedTag::meter).thenComparing(CollapsedTag::tag))
			.toList();
	}

	/**
	 * Return the number of tags that have been collapsed so far.
	 * @return the number
	 */
	long collapsedTagCount() {
		return this.collapses.values().stream().filter(TagCollapse::isStarted).count();
	}

	/**
	 * Tell of every tag that comes close to its limit, those that already did included.
	 * Called wherever a meter is looked up, perhaps under a registry's lock: a listener
	 * must not touch a registry in the same thread.
	 * @param listener the listener
	 */
	void onApproach(Consumer<TagCollapse> listener) {
		synchronized (this.approached) {
			this.listeners.add(listener);
			this.approached.forEach(listener);
		}
	}

	private void approached(TagCollapse collapse) {
		synchronized (this.approached) {
			this.approached.add(collapse);
			this.listeners.forEach((listener) -> listener.accept(collapse));
		}
	}

	/**
	 * Return what counts the collapses of a tag.
	 * @param meter the meter's name
	 * @param tag the tag's key
	 * @return the counts, shared by all registries, or {@code null} if the tag is never
	 * collapsed
	 */
	@Nullable TagCollapse collapse(String meter, String tag) {
		int limit = this.limits.limit(meter, tag);
		if (limit == CardinalityLimits.UNLIMITED) {
			return null;
		}
		TagCollapse.Reason reason = (limit == CardinalityLimits.NONE && this.limits.isDenied(tag))
				? TagCollapse.Reason.DENIED : TagCollapse.Reason.VALUES;
		return collapse(meter, tag, limit, reason);
	}

	/**
	 * Return what counts the collapses of a meter with too many series.
	 * @param meter the meter's name
	 * @return the counts, shared by all registries, or {@code null} if the meter is never
	 * collapsed
	 */
	@Nullable TagCollapse collapse(String meter) {
		int limit = this.limits.seriesLimit(meter);
		return (limit != CardinalityLimits.UNLIMITED) ? collapse(meter, ALL_TAGS, limit, TagCollapse.Reason.SERIES)
				: null;
	}

	private TagCollapse collapse(String meter, String tag, int limit, TagCollapse.Reason reason) {
		return this.collapses.computeIfAbsent(new MeterTag(meter, tag),
				(key) -> new TagCollapse(meter, tag, limit, reason, this::approached));
	}

	private record MeterTag(String meter, String tag) {

	}

}
