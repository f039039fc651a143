package dev.telltale.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The faults that there are, and which of them are on. Each is undone when its time is
 * over, when it has acted often enough, when somebody asks for it, and before the service
 * stops. Thread-safe.
 */
class Faults implements SmartLifecycle, DisposableBean {

	static final Parameter<Integer> SECONDS = Parameter.number("seconds", 60, 1, 900);

	static final Parameter<Integer> COUNT = Parameter.number("count", 10_000, 1, 1_000_000);

	private static final String COUNT_REACHED = "it has acted often enough";

	private static final String ASKED = "somebody asked for it";

	private static final String TIME_OVER = "its time is over";

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");

	private static final Logger logger = LoggerFactory.getLogger(Faults.class);

	private final Map<String, Slot> slots = new LinkedHashMap<>();

	private final LongSupplier clock;

	private final ScheduledThreadPoolExecutor timer;

	private volatile boolean running;

	/**
	 * Create faults.
	 * @param faults all that there are
	 * @throws IllegalArgumentException if a name is no name, or that of two
	 */
	Faults(List<Fault> faults) {
		this(faults, System::nanoTime);
	}

	/**
	 * Create faults.
	 * @param faults all that there are
	 * @param clock tells when the time of a fault is over, in nanoseconds
	 */
	Faults(List<Fault> faults, LongSupplier clock) {
		faults.stream().sorted(Comparator.comparing(Fault::name)).forEach(this::add);
		this.clock = clock;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("fault-undo-");
		threads.setDaemon(true);
		this.timer = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setRemoveOnCancelPolicy(true);
	}

	private void add(Fault fault) {
		if (!NAME.matcher(fault.name()).matches()) {
			throw new IllegalArgumentException("%s is called '%s': use lower-case words with dashes"
				.formatted(fault.getClass().getName(), fault.name()));
		}
		Slot former = this.slots.put(fault.name(), new Slot(fault));
		if (former != null) {
			throw new IllegalArgumentException("%s and %s are both called '%s': rename one"
				.formatted(former.fault.getClass().getName(), fault.getClass().getName(), fault.name()));
		}
	}

	/**
	 * Return all faults as they are now.
	 * @return their states
	 */
	List<FaultState> states() {
		return this.slots.values().stream().map(Slot::state).toList();
	}

	/**
	 * Return a fault as it is now.
	 * @param name its name
	 * @return its state
	 * @throws FaultException with status 404 if there is none of that name
	 */
	FaultState state(String name) {
		return slot(name).state();
	}

	/**
	 * Switch a fault on. One that is on already is undone before.
	 * @param name its name
	 * @param given values of its parameters, by name
	 * @return its state
	 * @throws FaultException if there is none of that name, a value is wrong, or it
	 * cannot begin
	 */
	FaultState start(String name, Map<String, List<String>> given) {
		return slot(name).start(given);
	}

	/**
	 * Switch a fault off, whether or not it is on.
	 * @param name its name
	 * @throws FaultException with status 404 if there is none of that name
	 */
	void undo(String name) {
		slot(name).undo(ASKED);
	}

	/**
	 * Switch all faults off.
	 */
	void undoAll() {
		undoAll(ASKED);
	}

	private void undoAll(String reason) {
		this.slots.values().forEach((slot) -> slot.undo(reason));
	}

	private Slot slot(String name) {
		Slot slot = this.slots.get(name);
		if (slot == null) {
			throw FaultException.unknown(name, this.slots.keySet());
		}
		return slot;
	}

	@Override
	public void start() {
		this.running = true;
	}

	/**
	 * Comes before the web server waits for its last requests, which a fault may hold up.
	 */
	@Override
	public void stop() {
		this.running = false;
		undoAll("the service stops");
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void destroy() {
		this.timer.shutdownNow();
	}

	/**
	 * A fault, and the run of it that may be under way.
	 */
	private final class Slot {

		private final Fault fault;

		private final List<Parameter<?>> parameters = new ArrayList<>();

		private @Nullable Run run;

		Slot(Fault fault) {
			this.fault = fault;
			this.parameters.add(SECONDS);
			if (fault.isCounted()) {
				this.parameters.add(COUNT);
			}
			this.parameters.addAll(fault.parameters());
		}

		synchronized FaultState start(Map<String, List<String>> given) {
			Settings settings = Settings.read(this.fault.name(), this.parameters, given);
			if (!Faults.this.running) {
				throw FaultException.stopping();
			}
			undo("started anew");
			Run started = new Run(settings);
			logger.warn("Fault {} starts: {}", this.fault.name(), settings);
			started.begin();
			this.run = started;
			return state();
		}

		synchronized FaultState state() {
			undoIfOver();
			Run current = this.run;
			Map<String, Object> defaults = new LinkedHashMap<>();
			Map<String, String> ranges = new LinkedHashMap<>();
			for (Parameter<?> parameter : this.parameters) {
				defaults.put(parameter.name(), Parameter.shown(parameter.defaultValue()));
				ranges.put(parameter.name(), parameter.range());
			}
			return new FaultState(this.fault.name(), this.fault.description(), defaults, ranges, current != null,
					(current != null) ? current.remaining() : null, (current != null) ? current.settings.shown() : null,
					(current != null && this.fault.isCounted()) ? current.budget.used() : null);
		}

		/**
		 * The timer does it too, but nobody shall see a fault that has ended.
		 */
		private void undoIfOver() {
			if (this.run != null && this.run.budget.isSpent()) {
				undo(COUNT_REACHED);
			}
			else if (this.run != null && this.run.nanos() <= 0) {
				undo(TIME_OVER);
			}
		}

		synchronized void undo(String reason) {
			if (this.run != null) {
				undo(this.run, reason);
			}
		}

		/**
		 * The timer of one run must not end the next one.
		 */
		private synchronized void undo(Run expected, String reason) {
			if (this.run != expected) {
				return;
			}
			this.run = null;
			try {
				expected.end();
				logger.warn("Fault {} is undone: {}", this.fault.name(), reason);
			}
			catch (RuntimeException ex) {
				logger.error("Fault {} is not undone: restart the service", this.fault.name(), ex);
			}
		}

		/**
		 * A fault from its start to its undo.
		 */
		private final class Run {

			private final Settings settings;

			private final Duration duration;

			private final long end;

			private final Budget budget;

			private Fault.Undo undo = () -> {
			};

			private @Nullable Future<?> timeout;

			Run(Settings settings) {
				this.settings = settings;
				this.duration = Duration.ofSeconds(settings.get(SECONDS));
				this.end = Faults.this.clock.getAsLong() + this.duration.toNanos();
				int count = Slot.this.fault.isCounted() ? settings.get(COUNT) : 1;
				this.budget = new Budget(count, () -> Faults.this.timer.execute(() -> undo(this, COUNT_REACHED)));
			}

			void begin() {
				this.undo = Slot.this.fault.start(this.settings, this.budget);
				this.timeout = Faults.this.timer.schedule(() -> undo(this, TIME_OVER), this.duration.toSeconds(),
						TimeUnit.SECONDS);
			}

			void end() {
				if (this.timeout != null) {
					this.timeout.cancel(false);
				}
				this.undo.undo();
			}

			Duration remaining() {
				return Duration.ofSeconds((nanos() + 999_999_999) / 1_000_000_000);
			}

			long nanos() {
				return this.end - Faults.this.clock.getAsLong();
			}

		}

	}

}
