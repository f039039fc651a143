package dev.telltale.observability.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.DefaultReactiveHealthContributorRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link HealthMetrics}.
 */
@ExtendWith(OutputCaptureExtension.class)
class HealthMetricsTests {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private static final Duration TIMEOUT = Duration.ofMillis(200);

	private final DefaultHealthContributorRegistry contributors = new DefaultHealthContributorRegistry();

	private final DefaultReactiveHealthContributorRegistry reactive = new DefaultReactiveHealthContributorRegistry();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final CountDownLatch released = new CountDownLatch(1);

	private final HealthMetrics metrics = new HealthMetrics(
			HealthContributors.of(this.contributors, this.reactive.asHealthContributors()), this.registry, INTERVAL,
			TIMEOUT);

	@AfterEach
	void stop() {
		this.released.countDown();
		this.metrics.stop();
	}

	@Test
	void everyComponentIsAStateSetOfWhichOneIsTrue() {
		register("up", Health.up().build());
		register("down", Health.down().build());
		register("out", Health.outOfService().build());
		register("custom", Health.status("ON_FIRE").build());
		this.contributors.registerContributor("silent", (HealthIndicator) () -> null);
		this.metrics.start();
		awaitState("up", "UP");
		awaitState("down", "DOWN");
		awaitState("out", "OUT_OF_SERVICE");
		awaitState("custom", "UNKNOWN");
		awaitState("silent", "UNKNOWN");
		assertThat(this.registry.get(HealthMetricNames.HEALTH).gauges()).hasSize(20)
			.allSatisfy((gauge) -> assertThat(gauge.getId().getDescription()).isNotBlank());
	}

	@Test
	void componentsAreThereBeforeTheirFirstCheckIsDone() {
		long start = System.currentTimeMillis();
		registerHanging("slow");
		this.metrics.start();
		assertThat(state("slow")).isEqualTo("UNKNOWN");
		assertThat(timestamp("slow")).isGreaterThanOrEqualTo(start / 1000.0);
	}

	@Test
	void namesWithinACompositeAreJoined() {
		CompositeHealthContributor inner = CompositeHealthContributor
			.fromMap(Map.of("replica", (HealthIndicator) () -> Health.down().build()));
		this.contributors.registerContributor("db", CompositeHealthContributor
			.fromMap(Map.of("primary", (HealthIndicator) () -> Health.up().build(), "others", inner)));
		this.metrics.start();
		awaitState("db/primary", "UP");
		awaitState("db/others/replica", "DOWN");
		assertThat(this.registry.find(HealthMetricNames.HEALTH).tag("component", "db").gauges()).isEmpty();
	}

	@Test
	void reactiveComponentsCountToo() {
		this.reactive.registerContributor("broker",
				(ReactiveHealthIndicator) () -> Mono.just(Health.outOfService().build()));
		this.metrics.start();
		awaitState("broker", "OUT_OF_SERVICE");
	}

	@Test
	void aCheckThatThrowsIsDown() {
		this.contributors.registerContributor("broken", (HealthIndicator) () -> {
			throw new IllegalStateException("broken");
		});
		this.contributors.registerContributor("unlinked", (HealthIndicator) () -> {
			throw new NoClassDefFoundError("driver");
		});
		register("fine", Health.up().build());
		this.metrics.start();
		awaitState("broken", "DOWN");
		awaitState("unlinked", "DOWN");
		awaitState("fine", "UP");
	}

	@Test
	void aHangingCheckIsUnknownAndStaleAndHoldsUpNoOther() throws Exception {
		AtomicInteger hanging = registerHanging("stuck");
		AtomicInteger checks = new AtomicInteger();
		this.contributors.registerContributor("fine", (HealthIndicator) () -> {
			checks.incrementAndGet();
			return Health.up().build();
		});
		this.metrics.start();
		awaitState("fine", "UP");
		double stale = timestamp("stuck");
		double fresh = timestamp("fine");
		int before = checks.get();
		await().until(() -> checks.get() >= before + 3);
		awaitState("stuck", "UNKNOWN");
		assertThat(timestamp("fine")).isGreaterThan(fresh);
		assertThat(timestamp("stuck")).isEqualTo(stale);
		assertThat(hanging).hasValue(1);
		this.released.countDown();
		awaitState("stuck", "UP");
		assertThat(timestamp("stuck")).isGreaterThan(stale);
	}

	@Test
	void aComponentThatBeginsToHangStopsBeingUp() {
		CountDownLatch hang = new CountDownLatch(1);
		this.contributors.registerContributor("db", (HealthIndicator) () -> {
			if (hang.getCount() == 0) {
				waitForRelease();
			}
			return Health.up().build();
		});
		this.metrics.start();
		awaitState("db", "UP");
		hang.countDown();
		awaitState("db", "UNKNOWN");
		this.released.countDown();
		awaitState("db", "UP");
	}

	@Test
	void componentsMayComeAndGo() {
		register("first", Health.up().build());
		this.metrics.start();
		awaitState("first", "UP");
		register("second", Health.down().build());
		awaitState("second", "DOWN");
		this.contributors.unregisterContributor("first");
		await().untilAsserted(() -> assertThat(this.registry.getMeters()).hasSize(5)
			.allSatisfy((meter) -> assertThat(meter.getId().getTag("component")).isEqualTo("second")));
		register("first", Health.outOfService().build());
		awaitState("first", "OUT_OF_SERVICE");
	}

	@Test
	void componentsGoFromEveryRegistryOfAComposite() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		SimpleMeterRegistry leaf = new SimpleMeterRegistry();
		leaf.config().commonTags(Tags.of("region", "north"));
		composite.add(leaf);
		register("first", Health.up().build());
		HealthMetrics metrics = new HealthMetrics(this.contributors, composite, INTERVAL, TIMEOUT);
		metrics.start();
		try {
			assertThat(leaf.getMeters()).hasSize(5);
			this.contributors.unregisterContributor("first");
			await().untilAsserted(() -> assertThat(leaf.getMeters()).isEmpty());
		}
		finally {
			metrics.stop();
		}
	}

	@Test
	void checksStopAndStartAgain() {
		AtomicInteger checks = new AtomicInteger();
		this.contributors.registerContributor("fine", (HealthIndicator) () -> {
			checks.incrementAndGet();
			return Health.up().build();
		});
		this.metrics.start();
		awaitState("fine", "UP");
		this.metrics.stop();
		this.metrics.refreshSoon();
		AtomicInteger seen = new AtomicInteger();
		// What had begun may end.
		await().during(INTERVAL.multipliedBy(3)).until(() -> seen.getAndSet(checks.get()) == checks.get());
		int stopped = checks.get();
		this.metrics.start();
		await().until(() -> checks.get() > stopped);
	}

	@Test
	void doesNotWaitForTheIntervalWhenAskedNotTo() {
		AtomicInteger checks = new AtomicInteger();
		this.contributors.registerContributor("fine", (HealthIndicator) () -> {
			checks.incrementAndGet();
			return Health.up().build();
		});
		HealthMetrics metrics = new HealthMetrics(this.contributors, this.registry, Duration.ofHours(1), TIMEOUT);
		metrics.start();
		try {
			await().until(() -> checks.get() == 1);
			metrics.refreshSoon();
			await().until(() -> checks.get() == 2);
			metrics.refreshSoon();
			await().until(() -> checks.get() == 3);
		}
		finally {
			metrics.stop();
		}
	}

	@Test
	void aRoundThatIsCutOffByTheStopSaysNothing(CapturedOutput output) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(2);
		CountDownLatch ended = new CountDownLatch(1);
		this.contributors.registerContributor("closing", new CompositeHealthContributor() {

			@Override
			public HealthIndicator getContributor(String name) {
				return null;
			}

			@Override
			public Stream<Entry> stream() {
				begun.countDown();
				// The first is asked by the start itself, the second by a round.
				if (begun.getCount() > 0) {
					return Stream.empty();
				}
				boolean interrupted = false;
				while (HealthMetricsTests.this.released.getCount() > 0) {
					try {
						HealthMetricsTests.this.released.await();
					}
					catch (InterruptedException ex) {
						interrupted = true;
					}
				}
				ended.countDown();
				throw new IllegalStateException("the context is closed" + (interrupted ? ", interrupted" : ""));
			}

		});
		this.metrics.start();
		begun.await();
		this.metrics.stop();
		this.released.countDown();
		ended.await();
		await().during(Duration.ofMillis(300)).until(() -> !output.getOut().contains("Health metrics are incomplete"));
	}

	@Test
	void componentsThatCannotBeListedAreSaidOnceAndOthersGoOn(CapturedOutput output) {
		register("fine", Health.up().build());
		this.contributors.registerContributor("odd", new CompositeHealthContributor() {

			@Override
			public HealthIndicator getContributor(String name) {
				return null;
			}

			@Override
			public Stream<Entry> stream() {
				throw new IllegalStateException("no list");
			}

		});
		this.metrics.start();
		awaitState("fine", "UP");
		double first = timestamp("fine");
		await().until(() -> timestamp("fine") > first);
		assertThat(output.getOut().split("Health metrics are incomplete", -1)).hasSize(2);
		assertThat(output).contains("no list");
	}

	private void register(String name, Health health) {
		this.contributors.registerContributor(name, (HealthIndicator) () -> health);
	}

	private AtomicInteger registerHanging(String name) {
		AtomicInteger checks = new AtomicInteger();
		this.contributors.registerContributor(name, (HealthIndicator) () -> {
			checks.incrementAndGet();
			waitForRelease();
			return Health.up().build();
		});
		return checks;
	}

	private void waitForRelease() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("A check must not be interrupted", ex);
		}
	}

	private void awaitState(String component, String state) {
		// A component that was just registered has no meter until the next round.
		await().ignoreException(MeterNotFoundException.class)
			.untilAsserted(() -> assertThat(state(component)).isEqualTo(state));
	}

	private String state(String component) {
		return this.registry.get(HealthMetricNames.HEALTH)
			.tag(HealthMetricNames.COMPONENT, component)
			.gauges()
			.stream()
			.filter((gauge) -> gauge.value() == 1)
			.map((gauge) -> gauge.getId().getTag(HealthMetricNames.STATUS))
			.reduce((one, other) -> one + " and " + other)
			.orElse("none");
	}

	private double timestamp(String component) {
		Gauge gauge = this.registry.get(HealthMetricNames.REFRESH_TIMESTAMP)
			.tag(HealthMetricNames.COMPONENT, component)
			.gauge();
		return gauge.value();
	}

}
