package dev.telltale.faults;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counter {@code simulated.searches} gets a tag with very many values, one after the
 * other, a hundred look-ups a second. Its count bounds the look-ups, and its undo removes
 * the counters.
 * <p>
 * Raises CardinalityCollapsed with more values than {@code telltale.cardinality.limit}.
 */
class CardinalityBombFault implements Fault {

	static final String METER = "simulated.searches";

	private static final Parameter<Integer> VALUES = Parameter.number("values", 1000, 1, 100_000);

	private static final int PER_SECOND = 100;

	private final MeterRegistry registry;

	CardinalityBombFault(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public String name() {
		return "cardinality-bomb";
	}

	@Override
	public String description() {
		return "A tag of the counter simulated.searches gets so many values.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(VALUES);
	}

	@Override
	public boolean isCounted() {
		return true;
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		int values = settings.get(VALUES);
		AtomicInteger next = new AtomicInteger();
		Worker worker = Worker.start("fault-cardinality-bomb",
				() -> Pace.keep(PER_SECOND, () -> search(next.getAndIncrement() % values, budget)));
		return () -> {
			worker.stop();
			for (Meter meter : this.registry.find(METER).meters()) {
				this.registry.remove(meter);
			}
		};
	}

	private boolean search(int value, Budget budget) {
		if (!budget.take()) {
			return false;
		}
		Counter.builder(METER)
			.description("Searches, by what was searched for")
			.tag("term", "term-" + value)
			.register(this.registry)
			.increment();
		return true;
	}

}
