package dev.telltale.observability.business;

import java.util.HashSet;
import java.util.Set;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The values that a label may have: the first ones as they are, all others as
 * {@code other}. Thread-safe.
 */
class BoundedNames {

	private static final Log logger = LogFactory.getLog(BoundedNames.class);

	private final Set<String> names = new HashSet<>();

	private final String tag;

	private final String property;

	private final int limit;

	private final Counter collapsed;

	private boolean warned;

	/**
	 * Create bounded names.
	 * @param tag the label they are the values of
	 * @param property the property that sets the limit
	 * @param limit how many there may be, besides {@code other}
	 * @param registry counts what is collapsed
	 * @throws InvalidConfigurationPropertyValueException if the limit is below 1
	 */
	BoundedNames(String tag, String property, int limit, MeterRegistry registry) {
		if (limit < 1) {
			throw new InvalidConfigurationPropertyValueException(property, limit, "Must be 1 or more");
		}
		this.tag = tag;
		this.property = property;
		this.limit = limit;
		this.collapsed = Counter.builder(BusinessMetricNames.COLLAPSED)
			.description("Look-ups of business events and currencies that were collapsed to 'other', by label")
			.tag(BusinessMetricNames.TAG, tag)
			.register(registry);
	}

	/**
	 * Return the value that stands for a name. Callers keep what they make of it, so only
	 * new names and collapsed ones come here.
	 * @param name the name
	 * @return the name, or {@code other}
	 */
	synchronized String bound(String name) {
		if (this.names.contains(name) || name.equals(BusinessMetricNames.OTHER)) {
			return name;
		}
		if (this.names.size() < this.limit) {
			this.names.add(name);
			return name;
		}
		this.collapsed.increment();
		if (!this.warned) {
			this.warned = true;
			logger.warn("Business metrics have more than %d values of '%s': '%s' and all further ones are counted as "
				.formatted(this.limit, this.tag, name)
					+ "'%s' (said once). Raise %s if they are meant".formatted(BusinessMetricNames.OTHER,
							this.property));
		}
		return BusinessMetricNames.OTHER;
	}

}
