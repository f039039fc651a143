package dev.telltale.observability.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Exports the health of every component as a state set, never on the thread of a scrape
 * or of a request.
 * <p>
 * One daemon thread goes round all components once an interval, and hands each check to a
 * second one that ends a second after the last. A check that is slow gets a thread to
 * itself and holds up the others no longer than {@value #PATIENCE} ms; it is not started
 * again while it runs, so that it never holds more than that one. It is not interrupted
 * either: a driver may take that for the end of its connection or its files. Once it has
 * run for the timeout its component is UNKNOWN, and its timestamp stays where it was.
 * <p>
 * There is no series for the aggregate or for groups: PromQL computes the one ({@code max
 * by (job, instance) (application_health{status="DOWN"})}), and an alert on both would
 * page twice for one fault. Thread-safe.
 */
class HealthMetrics {

	static final long PATIENCE = 100;

	private static final Log logger = LogFactory.getLog(HealthMetrics.class);

	private final HealthContributors contributors;

	private final MeterRegistry registry;

	private final Duration interval;

	private final Duration timeout;

	private final Map<String, Registered> components = new LinkedHashMap<>();

	private final AtomicBoolean refreshingSoon = new AtomicBoolean();

	private volatile @Nullable Threads threads;

	private volatile boolean complained;

	/**
	 * Create the metrics, without a check or a meter yet.
	 * @param contributors the components, asked anew in each round
	 * @param registry the registry to export to
	 * @param interval the time between two rounds
	 * @param timeout the time that a check has
	 */
	HealthMetrics(HealthContributors contributors, MeterRegistry registry, Duration interval, Duration timeout) {
		this.contributors = contributors;
		this.registry = registry;
		this.interval = interval;
		this.timeout = timeout;
	}

	/**
	 * Register the components that there are and start to check them. May be called again
	 * after {@link #stop()}.
	 */
	void start() {
		Threads threads = new Threads();
		this.threads = threads;
		update();
		threads.rounds.scheduleWithFixedDelay(() -> refresh(threads.checks), 0, this.interval.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	/**
	 * Check all components soon, not only when the interval is over.
	 */
	void refreshSoon() {
		Threads threads = this.threads;
		if (threads != null && this.refreshingSoon.compareAndSet(false, true)) {
			threads.rounds.execute(() -> {
				this.refreshingSoon.set(false);
				refresh(threads.checks);
			});
		}
	}

	/**
	 * Start no more checks.
	 */
	void stop() {
		Threads threads = this.threads;
		this.threads = null;
		this.refreshingSoon.set(false);
		if (threads != null) {
			threads.rounds.shutdownNow();
			threads.checks.shutdown();
		}
	}

	private void refresh(Executor checks) {
		try {
			for (Due due : update()) {
				due.component().check(due.indicator(), checks, PATIENCE);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException ex) {
			// An exception would end all further rounds without a word.
			complain(ex);
		}
	}

	/**
	 * Let the meters follow the components that there are now.
	 */
	private synchronized List<Due> update() {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		collect(this.contributors, "", indicators);
		this.components.entrySet().removeIf((known) -> {
			boolean gone = !indicators.containsKey(known.getKey());
			if (gone) {
				known.getValue().meters().forEach(this.registry::remove);
			}
			return gone;
		});
		List<Due> due = new ArrayList<>();
		indicators.forEach((name, indicator) -> due
			.add(new Due(this.components.computeIfAbsent(name, this::register).component(), indicator)));
		return due;
	}

	private void collect(HealthContributors contributors, String prefix, Map<String, HealthIndicator> indicators) {
		try {
			contributors.stream().forEach((entry) -> collect(entry, prefix, indicators));
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
	}

	private void collect(HealthContributors.Entry entry, String prefix, Map<String, HealthIndicator> indicators) {
		String name = prefix + entry.name();
		HealthContributor contributor = entry.contributor();
		if (contributor instanceof CompositeHealthContributor composite) {
			collect(composite, name + "/", indicators);
		}
		else if (contributor instanceof HealthIndicator indicator) {
			indicators.putIfAbsent(name, indicator);
		}
	}

	private Registered register(String name) {
		HealthComponent component = new HealthComponent(name, this.registry.config().clock(), this.timeout);
		List<Meter> meters = new ArrayList<>();
		for (HealthState state : HealthState.values()) {
			meters.add(Gauge
				.builder(HealthMetricNames.HEALTH, component, (candidate) -> (candidate.state() == state) ? 1 : 0)
				.description("Whether a component is in a status, of which one at a time is 1")
				.tag(HealthMetricNames.COMPONENT, name)
				.tag(HealthMetricNames.STATUS, state.name())
				.strongReference(true)
				.register(this.registry));
		}
		meters.add(Gauge.builder(HealthMetricNames.REFRESH_TIMESTAMP, component, HealthComponent::refreshTimestamp)
			.description("When the health check of a component last came to an end, in seconds since 1970")
			.baseUnit("seconds")
			.tag(HealthMetricNames.COMPONENT, name)
			.strongReference(true)
			.register(this.registry));
		return new Registered(component, meters);
	}

	private void complain(RuntimeException ex) {
		// What a round meets that a stop cuts off is the end of the context, not a fault.
		if (!this.complained && this.threads != null) {
			this.complained = true;
			logger.warn("Health metrics are incomplete, for the components could not be read: " + ex
					+ ". This is said once", logger.isDebugEnabled() ? ex : null);
		}
	}

	/**
	 * A component and what is exported of it.
	 */
	private record Registered(HealthComponent component, List<Meter> meters) {

	}

	/**
	 * A component and what to ask for its health in this round.
	 */
	private record Due(HealthComponent component, HealthIndicator indicator) {

	}

	/**
	 * The threads between a start and a stop. What is still handed to them afterwards is
	 * not done.
	 */
	private static final class Threads {

		private final ScheduledThreadPoolExecutor rounds = new ScheduledThreadPoolExecutor(1,
				daemons("telltale-health-"), new ThreadPoolExecutor.DiscardPolicy());

		private final ThreadPoolExecutor checks = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
				new SynchronousQueue<>(), daemons("telltale-health-check-"));

		private static CustomizableThreadFactory daemons(String prefix) {
			CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
			factory.setDaemon(true);
			return factory;
		}

	}

}
