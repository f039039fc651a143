package dev.telltale.observability.cardinality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The tags and the ids of all meters of one name. Thread-safe.
 */
class GuardedMeter {

	private final String name;

	private final CardinalityGuard guard;

	private final Map<String, TagValues> tags = new ConcurrentHashMap<>();

	private final @Nullable Series series;

	private volatile boolean readByFunction;

	GuardedMeter(String name, CardinalityGuard guard) {
		this.name = name;
		this.guard = guard;
		TagCollapse collapse = guard.collapse(name);
		this.series = (collapse != null) ? new Series(collapse) : null;
	}

	/**
	 * Whether the meters of the name are read by a function, as a
	 * {@link io.micrometer.core.instrument.FunctionCounter FunctionCounter} is. Two of
	 * them with one id do not add up: the second is ignored.
	 * @return whether they are
	 */
	boolean isReadByFunction() {
		return this.readByFunction;
	}

	void setReadByFunction() {
		this.readByFunction = true;
	}

	/**
	 * Replace the values that are past their tag's limit, or all that may be replaced if
	 * the id is past the meter's.
	 * @param id the id
	 * @return the same id if it is within the limits
	 */
	Meter.Id collapse(Meter.Id id) {
		if (isKnown(id)) {
			return id;
		}
		// A combination that is refused must not take places from the tags of others.
		boolean take = hasRoom();
		Meter.Id limited = replace(id, (tag) -> !admit(tag, take));
		return (isOther(limited) || admit(limited)) ? limited : replace(limited, this::isReplaceable);
	}

	boolean admits(Meter.Id id) {
		if (isKnown(id)) {
			return true;
		}
		return admitTags(id, false) && (hasRoom() || isOther(id) || admit(id)) && admitTags(id, true)
				&& (isOther(id) || admit(id));
	}

	private boolean admitTags(Meter.Id id, boolean take) {
		for (Tag tag : id.getTagsAsIterable()) {
			if (!admit(tag, take)) {
				return false;
			}
		}
		return true;
	}

	private boolean hasRoom() {
		return this.series == null || this.series.hasRoom();
	}

	private boolean isKnown(Meter.Id id) {
		return this.series != null && this.series.contain(id);
	}

	private boolean admit(Meter.Id id) {
		return this.series == null || this.series.admit(id);
	}

	/**
	 * Return whether nothing is left to be replaced. Such an id needs no place, so that
	 * there is always one for what is past the limit.
	 */
	private boolean isOther(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			if (isReplaceable(tag)) {
				return false;
			}
		}
		return true;
	}

	private static Meter.Id replace(Meter.Id id, Predicate<Tag> replaced) {
		List<Tag> tags = null;
		int index = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			if (replaced.test(tag)) {
				if (tags == null) {
					tags = new ArrayList<>(id.getTags());
				}
				tags.set(index, Tag.of(tag.getKey(), CardinalityGuard.OTHER));
			}
			index++;
		}
		return (tags != null) ? id.replaceTags(tags) : id;
	}

	private boolean isReplaceable(Tag tag) {
		return !tag.getValue().equals(CardinalityGuard.OTHER) && values(tag) != null;
	}

	/**
	 * Take over a meter that was there before the guard. It keeps its id.
	 * @param id its id
	 */
	void existing(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			TagValues values = values(tag);
			if (values != null && isReplaceable(tag)) {
				values.existing(tag.getValue());
			}
		}
		if (this.series != null && !isOther(id)) {
			this.series.existing(id);
		}
	}

	void added(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			TagValues values = this.tags.get(tag.getKey());
			if (values != null) {
				values.retain(tag.getValue());
			}
		}
		if (this.series != null) {
			this.series.retain(id);
		}
	}

	void removed(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			TagValues values = this.tags.get(tag.getKey());
			if (values != null) {
				values.release(tag.getValue());
			}
		}
		if (this.series != null) {
			this.series.release(id);
		}
	}

	int values(String tag) {
		TagValues values = this.tags.get(tag);
		return (values != null) ? values.size() : 0;
	}

	int series() {
		return (this.series != null) ? this.series.size() : 0;
	}

	private boolean admit(Tag tag, boolean take) {
		TagValues values = values(tag);
		return values == null || values.admit(tag.getValue(), take);
	}

	private @Nullable TagValues values(Tag tag) {
		TagValues values = this.tags.get(tag.getKey());
		if (values != null) {
			return values;
		}
		TagCollapse collapse = this.guard.collapse(this.name, tag.getKey());
		return (collapse != null) ? this.tags.computeIfAbsent(tag.getKey(), (key) -> new TagValues(collapse)) : null;
	}

}
