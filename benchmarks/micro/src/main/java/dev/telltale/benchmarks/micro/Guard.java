package dev.telltale.benchmarks.micro;

import java.util.Map;

import dev.telltale.observability.cardinality.CardinalityAutoConfiguration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The starter's guard, and ids that only differ in one tag.
 */
final class Guard implements AutoCloseable {

	private static final String METER = "orders.accepted";

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final MeterFilter filter;

	/**
	 * Start a guard.
	 * @param limit how many values the tag may have, and how many series the meter
	 */
	Guard(int limit) {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("limits", Map.of("telltale.cardinality.limits." + METER, limit,
					"telltale.cardinality.series-limits." + METER, limit)));
		this.context.register(CardinalityAutoConfiguration.class);
		this.context.refresh();
		this.filter = this.context.getBean(MeterFilter.class);
	}

	static Meter.Id[] ids(int count) {
		Meter.Id[] ids = new Meter.Id[count];
		for (int i = 0; i < count; i++) {
			ids[i] = new Meter.Id(METER, Tags.of("channel", "web", "tenant", "tenant-" + i), null, null,
					Meter.Type.COUNTER);
		}
		return ids;
	}

	Meter.Id map(Meter.Id id) {
		return this.filter.map(id);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
