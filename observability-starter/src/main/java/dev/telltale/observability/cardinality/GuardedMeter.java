package dev.telltale.observability.cardinality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The tags of all meters of one name. Thread-safe.
 */
class GuardedMeter {

	private final String name;

	private final CardinalityGuard guard;

	private final Map<String, TagValues> tags = new ConcurrentHashMap<>();

	private volatile boolean readByFunction;

	GuardedMeter(String name, CardinalityGuard guard) {
		this.name = name;
		this.guard = guard;
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
	 * Replace the values that are past their tag's limit.
	 * @param id the id
	 * @return the same id if there are none
	 */
	Meter.Id collapse(Meter.Id id) {
		List<Tag> collapsed = null;
		int index = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			if (!admit(tag)) {
				if (collapsed == null) {
					collapsed = new ArrayList<>(id.getTags());
				}
				collapsed.set(index, Tag.of(tag.getKey(), CardinalityGuard.OTHER));
			}
			index++;
		}
		return (collapsed != null) ? id.replaceTags(collapsed) : id;
	}

	boolean admits(Meter.Id id) {
		boolean admitted = true;
		for (Tag tag : id.getTagsAsIterable()) {
			admitted &= admit(tag);
		}
		return admitted;
	}

	void added(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			TagValues values = this.tags.get(tag.getKey());
			if (values != null) {
				values.retain(tag.getValue());
			}
		}
	}

	void removed(Meter.Id id) {
		for (Tag tag : id.getTagsAsIterable()) {
			TagValues values = this.tags.get(tag.getKey());
			if (values != null) {
				values.release(tag.getValue());
			}
		}
	}

	int values(String tag) {
		TagValues values = this.tags.get(tag);
		return (values != null) ? values.size() : 0;
	}

	private boolean admit(Tag tag) {
		TagValues values = values(tag);
		return values == null || values.admit(tag.getValue());
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
