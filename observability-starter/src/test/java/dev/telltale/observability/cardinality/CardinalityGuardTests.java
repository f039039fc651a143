package dev.telltale.observability.cardinality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CardinalityGuard} and its {@link CardinalityFilter}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CardinalityGuardTests {

	private final CardinalityProperties properties = new CardinalityProperties();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void collapsesPastTheLimitAndKeepsTheTotal() {
		guard(this.registry);
		for (int i = 0; i < 10_000; i++) {
			this.registry.counter("searches", "term", "term-" + i).increment();
		}
		assertThat(this.registry.find("searches").counters()).hasSize(100);
		assertThat(total("searches")).isEqualTo(10_000);
		assertThat(this.registry.get("searches").tag("term", "other").counter().count()).isEqualTo(10_000 - 99);
	}

	@Test
	void doesNotRememberWhatItRefused() {
		CardinalityFilter filter = filter(guard());
		for (int i = 0; i < 10_000; i++) {
			filter.map(id("searches", Meter.Type.COUNTER, "term", "term-" + i));
		}
		assertThat(filter.values("searches", "term")).isEqualTo(99);
	}

	@Test
	void collapsesTimersSummariesAndLongTasks() {
		guard(this.registry);
		for (int i = 0; i < 200; i++) {
			this.registry.timer("t", "k", "v" + i).record(Duration.ofMillis(1));
			this.registry.summary("s", "k", "v" + i).record(1);
			this.registry.more().longTaskTimer("l", "k", "v" + i).start();
		}
		assertThat(this.registry.find("t").timers()).hasSize(100);
		assertThat(this.registry.find("t").timers().stream().mapToLong(Timer::count).sum()).isEqualTo(200);
		assertThat(this.registry.find("s").summaries()).hasSize(100);
		assertThat(this.registry.find("l").longTaskTimers()).hasSize(100);
		assertThat(this.registry.get("l").tag("k", "other").longTaskTimer().activeTasks()).isEqualTo(101);
	}

	@Test
	void whatIsWithinTheLimitStaysAsItIsAfterwards() {
		guard(this.registry);
		for (int i = 0; i < 200; i++) {
			this.registry.counter("searches", "term", "term-" + i).increment();
		}
		this.registry.counter("searches", "term", "term-7").increment();
		assertThat(this.registry.get("searches").tag("term", "term-7").counter().count()).isEqualTo(2);
	}

	@Test
	void limitsEachTagOfEachMeterByItself() {
		guard(this.registry);
		for (int i = 0; i < 150; i++) {
			this.registry.counter("a", "many", "v" + i, "few", "v" + i % 3).increment();
		}
		this.registry.counter("b", "many", "v149").increment();
		assertThat(this.registry.find("a").counters())
			.allSatisfy((counter) -> assertThat(counter.getId().getTag("few")).isNotEqualTo("other"));
		assertThat(this.registry.find("a").tag("many", "other").counters()).hasSize(3);
		assertThat(this.registry.find("b").tag("many", "v149").counter()).isNotNull();
	}

	@Test
	void theMostSpecificLimitCounts() {
		this.properties.setLimits(Map.of("http", 50, "http.client.requests", 20, "http.client.requests.uri", 10));
		CardinalityGuard guard = guard();
		assertThat(guard.limit("http.client.requests", "uri")).isEqualTo(10);
		assertThat(guard.limit("http.client.requests", "client.name")).isEqualTo(20);
		assertThat(guard.limit("http.server.requests", "uri")).isEqualTo(50);
		assertThat(guard.limit("httpx", "uri")).isEqualTo(100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "le", "quantile", "phi", "status", "outcome", "result", "slo", "sli" })
	void neverTouchesProtectedTags(String key) {
		this.properties.setLimits(Map.of("m", 1, "m." + key, 1));
		this.properties.getDeniedTags().add(key);
		guard(this.registry);
		for (int i = 0; i < 300; i++) {
			this.registry.counter("m", key, "v" + i).increment();
		}
		assertThat(this.registry.find("m").counters()).hasSize(300);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user.id", "userId", "user_id", "email", "session.id", "trace-id", "full.path" })
	void collapsesDeniedTagsFromTheFirstValue(String key, CapturedOutput output) {
		guard(this.registry);
		this.registry.counter("logins", key, "42").increment();
		assertThat(this.registry.find("logins").counters()).singleElement()
			.satisfies((counter) -> assertThat(counter.getId().getTags()).containsExactly(Tag.of(key, "other")));
		assertThat(output).contains("Tag '" + key + "' of meter 'logins' is one whose values have no bounds");
	}

	@Test
	void aLimitOfItsOwnLiftsADeniedTag() {
		this.properties.setLimits(Map.of("logins.email", 3));
		guard(this.registry);
		this.registry.counter("logins", "email", "a@example.org").increment();
		assertThat(this.registry.find("logins").tag("email", "a@example.org").counter()).isNotNull();
	}

	@Test
	void deniesGaugesPastTheLimitInsteadOfMergingThem() {
		CardinalityGuard guard = guard(this.registry);
		List<AtomicLong> values = new ArrayList<>();
		for (int i = 0; i < 150; i++) {
			AtomicLong value = new AtomicLong(i);
			values.add(value);
			Gauge.builder("lag", value, AtomicLong::get).tag("partition", "p" + i).register(this.registry);
		}
		assertThat(this.registry.find("lag").gauges()).hasSize(99)
			.noneSatisfy((gauge) -> assertThat(gauge.getId().getTag("partition")).isEqualTo("other"))
			.allSatisfy((gauge) -> assertThat("p" + (int) gauge.value()).isEqualTo(gauge.getId().getTag("partition")));
		assertThat(guard.collapsedTags()).containsExactly(new CollapsedTag("lag", "partition", 100, 51));
		assertThat(values).hasSize(150);
	}

	@Test
	void aRemovedMeterGivesItsPlaceBack() {
		guard(this.registry);
		for (int i = 0; i < 500; i++) {
			int value = i;
			Gauge gauge = Gauge.builder("lag", () -> value).tag("partition", "p" + i).register(this.registry);
			assertThat(this.registry.find("lag").tag("partition", "p" + i).gauge()).isNotNull();
			this.registry.remove(gauge);
		}
	}

	@Test
	void aPlaceIsKeptWhileAnyMeterHasTheValue() {
		this.properties.setLimit(2);
		guard(this.registry);
		Counter first = this.registry.counter("m", "k", "a", "x", "1");
		this.registry.counter("m", "k", "a", "x", "other");
		this.registry.remove(first);
		this.registry.counter("m", "k", "b", "x", "other").increment();
		assertThat(this.registry.find("m").tag("k", "other").counter()).isNotNull();
	}

	@Test
	void limitsTheSeriesOfAMeterWhoseTagsMultiply() {
		CardinalityGuard guard = guard(this.registry);
		for (int i = 0; i < 90 * 90; i++) {
			this.registry.counter("m", "a", "v" + i % 90, "b", "v" + i / 90).increment();
		}
		assertThat(this.registry.find("m").counters()).hasSize(1000);
		assertThat(total("m")).isEqualTo(90 * 90);
		assertThat(this.registry.get("m").tag("a", "other").tag("b", "other").counter().count())
			.isEqualTo(90 * 90 - 999);
		assertThat(guard.collapsedTags()).singleElement().satisfies((collapsed) -> {
			assertThat(collapsed.tag()).isEqualTo("*");
			assertThat(collapsed.limit()).isEqualTo(1000);
			assertThat(collapsed.count()).isEqualTo(90 * 90 - 999);
		});
	}

	@Test
	void keepsStatusAndOutcomeOfSeriesPastTheLimit() {
		this.properties.setSeriesLimit(10);
		guard(this.registry);
		for (int i = 0; i < 90; i++) {
			this.registry.timer("m", "uri", "/" + i, "status", (i % 2 == 0) ? "200" : "500")
				.record(Duration.ofMillis(1));
		}
		assertThat(this.registry.find("m").timers()).hasSize(9 + 2);
		assertThat(this.registry.find("m").tag("status", "500").timers().stream().mapToLong(Timer::count).sum())
			.isEqualTo(45);
	}

	@Test
	void seriesThatAreRegisteredStayAsTheyAre() {
		this.properties.setSeriesLimit(3);
		guard(this.registry);
		for (int i = 0; i < 10; i++) {
			this.registry.counter("m", "k", "v" + i);
		}
		this.registry.counter("m", "k", "v1").increment();
		assertThat(this.registry.get("m").tag("k", "v1").counter().count()).isEqualTo(1);
	}

	@Test
	void aKnownIdDoesNotReachTheGuard() {
		CardinalityFilter filter = filter(guard());
		AtomicLong mapped = new AtomicLong();
		this.registry.config().meterFilter(new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				mapped.incrementAndGet();
				return filter.map(id);
			}

		});
		filter.watch(this.registry);
		for (int i = 0; i < 100; i++) {
			this.registry.counter("m", "k", "v").increment();
		}
		assertThat(mapped).hasValue(1);
	}

	@Test
	void remembersNoIdPastTheLimitAndNoneWithoutTagsToCollapse() {
		CardinalityFilter filter = filter(guard());
		for (int i = 0; i < 10_000; i++) {
			filter.map(id("m", Meter.Type.COUNTER, "a", "v" + i % 100, "b", "v" + i / 100));
			filter.map(id("n", Meter.Type.COUNTER, "status", "v" + i));
		}
		filter.map(id("o", Meter.Type.COUNTER));
		assertThat(filter.series("m")).isEqualTo(999);
		assertThat(filter.series("n")).isZero();
		assertThat(filter.series("o")).isZero();
	}

	@Test
	void whatIsCollapsedIsNotCollapsedAgain() {
		this.properties.setSeriesLimit(2);
		CardinalityFilter filter = filter(guard());
		filter.map(id("m", Meter.Type.COUNTER, "a", "1", "b", "1"));
		Meter.Id collapsed = filter.map(id("m", Meter.Type.COUNTER, "a", "2", "b", "2", "status", "200"));
		assertThat(collapsed).isEqualTo(id("m", Meter.Type.COUNTER, "a", "other", "b", "other", "status", "200"));
		assertThat(filter.map(collapsed)).isSameAs(collapsed);
	}

	@Test
	void deniesGaugesPastTheLimitOfSeries() {
		this.properties.setSeriesLimit(50);
		guard(this.registry);
		for (int i = 0; i < 90; i++) {
			int value = i;
			Gauge.builder("lag", () -> value)
				.tag("partition", "p" + i % 9)
				.tag("topic", "t" + i / 9)
				.register(this.registry);
		}
		assertThat(this.registry.find("lag").gauges()).hasSize(49);
		assertThat(this.registry.find("lag").tag("topic", "other").gauge()).isNull();
	}

	@Test
	void aRemovedMeterGivesThePlaceOfItsSeriesBack() {
		this.properties.setSeriesLimit(2);
		guard(this.registry);
		for (int i = 0; i < 50; i++) {
			Counter counter = this.registry.counter("m", "a", "v" + i % 5, "b", "v" + i / 5);
			assertThat(counter.getId().getTag("a")).isEqualTo("v" + i % 5);
			this.registry.remove(counter);
		}
	}

	@Test
	void aCombinationThatIsCollapsedTakesNoPlaceOfItsTags() {
		this.properties.setLimit(3);
		this.properties.setSeriesLimit(3);
		guard(this.registry);
		this.registry.counter("m", "a", "1", "b", "1");
		this.registry.counter("m", "a", "1", "b", "2");
		this.registry.counter("m", "a", "2", "b", "1");
		this.registry.find("m").counters().forEach(this.registry::remove);
		for (String value : List.of("3", "4")) {
			Meter.Id id = this.registry.counter("m", "a", value, "b", value).getId();
			assertThat(id.getTags()).extracting(Tag::getValue).containsExactly(value, value);
		}
	}

	@Test
	void aGaugeThatIsDeniedTakesNoPlaceOfItsTags() {
		this.properties.setLimit(3);
		this.properties.setSeriesLimits(Map.of("few", 2));
		CardinalityFilter filter = filter(guard());
		for (String meter : List.of("lag", "few")) {
			filter.accept(id(meter, Meter.Type.GAUGE, "cluster", "1", "partition", "1"));
			filter.accept(id(meter, Meter.Type.GAUGE, "cluster", "1", "partition", "2"));
			filter.accept(id(meter, Meter.Type.GAUGE, "cluster", "2", "partition", "3"));
			assertThat(filter.values(meter, "cluster")).as(meter).isEqualTo(1);
		}
	}

	@Test
	void theMostSpecificLimitOfSeriesCounts() {
		this.properties.setSeriesLimit(500);
		this.properties.setSeriesLimits(Map.of("http", 2000, "http.client.requests", 300));
		CardinalityGuard guard = guard();
		assertThat(guard.seriesLimit("http.server.requests")).isEqualTo(2000);
		assertThat(guard.seriesLimit("http.client.requests")).isEqualTo(300);
		assertThat(guard.seriesLimit("orders")).isEqualTo(500);
	}

	@Test
	void whatIsDeclaredIsNeverCollapsed() {
		guard(this.registry);
		for (int i = 0; i < 1500; i++) {
			this.registry.counter("slo.ignored.events", "slo", "s" + i / 3, "sli", "availability", "reason",
					"r" + i % 3);
			this.registry.counter("business.events", "event", "e" + i, "outcome", "success");
		}
		assertThat(this.registry.find("slo.ignored.events").counters()).hasSize(1500);
		assertThat(this.registry.find("business.events").counters()).hasSize(1500);
	}

	@Test
	void metersThatWereThereBeforeTheGuardKeepTheirIdsAndCount() {
		for (int i = 0; i < 150; i++) {
			this.registry.counter("m", "k", "v" + i);
		}
		guard(this.registry);
		for (int i = 0; i < 300; i++) {
			this.registry.counter("m", "k", "v" + i).increment();
		}
		assertThat(this.registry.find("m").counters()).hasSize(151);
		assertThat(this.registry.get("m").tag("k", "v149").counter().count()).isEqualTo(1);
		assertThat(this.registry.get("m").tag("k", "other").counter().count()).isEqualTo(150);
	}

	@Test
	void logsOnceForAMeterWithTooManySeries(CapturedOutput output) {
		this.properties.setSeriesLimit(10);
		guard(this.registry);
		for (int i = 0; i < 90; i++) {
			this.registry.counter("searches", "term", "term-" + i).increment();
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("Meter 'searches' has more"))).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("its limit of 10 series")
				.contains("telltale.cardinality.series-limits.searches")
				.doesNotContain("term-"));
	}

	@Test
	void staysWithinTheLimitOfSeriesWhenManyThreadsBringNewOnes() throws Exception {
		guard(this.registry);
		int threads = 8;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> results = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				int offset = thread * 17;
				results.add(executor.submit(() -> {
					for (int i = 0; i < 10_000; i++) {
						int value = (i + offset) % 6400;
						this.registry.counter("m", "a", "v" + value % 80, "b", "v" + value / 80).increment();
					}
				}));
			}
			for (Future<?> result : results) {
				result.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.registry.find("m").counters()).hasSize(1000);
		assertThat(total("m")).isEqualTo(threads * 10_000);
	}

	@Test
	void metersThatAreReadByFunctionsAreDeniedBecauseTheyDoNotAddUp() {
		guard(this.registry);
		for (int i = 0; i < 150; i++) {
			int value = i;
			FunctionCounter.builder("read", this, (self) -> value).tag("cache", "c" + i).register(this.registry);
		}
		assertThat(this.registry.find("read").functionCounters()).hasSize(99);
		assertThat(this.registry.find("read").tag("cache", "other").functionCounter()).isNull();
	}

	@Test
	void aCompositeAndItsRegistriesStayWithinTheLimitAndCountOnce() {
		MeterRegistry second = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		CardinalityGuard guard = guard();
		CardinalityFilter shared = filter(guard);
		for (MeterRegistry leaf : List.of(this.registry, second)) {
			leaf.config().meterFilter(shared);
			shared.watch(leaf);
			composite.add(leaf);
		}
		CardinalityFilter own = filter(guard);
		composite.config().meterFilter(own);
		own.watch(composite);
		for (int i = 0; i < 5000; i++) {
			composite.counter("searches", "term", "term-" + i).increment();
		}
		assertThat(List.of(composite, this.registry, second))
			.allSatisfy((registry) -> assertThat(registry.find("searches").counters()).hasSize(100));
		assertThat(total("searches")).isEqualTo(5000);
		assertThat(guard.collapsedTags()).containsExactly(new CollapsedTag("searches", "term", 100, 5000 - 99));
	}

	@Test
	void logsOnceForEachMeterAndTag(CapturedOutput output) {
		guard(this.registry);
		for (int i = 0; i < 500; i++) {
			this.registry.counter("searches", "term", "term-" + i).increment();
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("Tag 'term' of meter 'searches'"))).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("more values than its limit of 100")
				.contains("telltale.cardinality.limits.searches.term")
				.doesNotContain("term-"));
	}

	@Test
	void staysWithinTheLimitWhenManyThreadsBringNewValues() throws Exception {
		CardinalityGuard guard = guard(this.registry);
		int threads = 8;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<?>> results = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				int offset = thread * 17;
				results.add(executor.submit(() -> {
					start.await();
					for (int i = 0; i < 10_000; i++) {
						this.registry.counter("searches", "term", "term-" + (i + offset) % 5000).increment();
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> result : results) {
				result.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.registry.find("searches").counters()).hasSize(100);
		assertThat(total("searches")).isEqualTo(threads * 10_000);
		assertThat(guard.collapsedTags()).singleElement()
			.satisfies((collapsed) -> assertThat(collapsed.tag()).isEqualTo("term"));
	}

	@Test
	void tellsOfItselfFromTheStart() {
		new CardinalityMetrics(guard(this.registry)).bindTo(this.registry);
		assertThat(this.registry.get("telltale.cardinality.collapsed.tags").gauge().value()).isZero();
		for (int i = 0; i < 60; i++) {
			this.registry.counter("searches", "term", "term-" + i).increment();
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(collapsed("searches", "term")).isNotNull()
				.satisfies((counter) -> assertThat(counter.count()).isZero()));
		for (int i = 0; i < 109; i++) {
			this.registry.counter("searches", "term", "term-" + i).increment();
		}
		assertThat(collapsed("searches", "term").count()).isEqualTo(10);
		assertThat(this.registry.get("telltale.cardinality.collapsed.tags").gauge().value()).isEqualTo(1);
	}

	@Test
	void itsOwnCountersAreLimitedToo() {
		CardinalityGuard guard = guard(this.registry);
		new CardinalityMetrics(guard).bindTo(this.registry);
		for (int i = 0; i < 300; i++) {
			this.registry.counter("named.by." + i, "user.id", "42").increment();
		}
		Awaitility.await()
			.pollDelay(Duration.ofMillis(200))
			.untilAsserted(() -> assertThat(this.registry.find("telltale.cardinality.collapsed").functionCounters())
				.hasSize(99));
		assertThat(this.registry.get("telltale.cardinality.collapsed.tags").gauge().value())
			.isGreaterThanOrEqualTo(300);
	}

	@Test
	void scrapesUnderTheNamesOfTheVocabulary() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		prometheus.throwExceptionOnRegistrationFailure();
		new CardinalityMetrics(guard(prometheus)).bindTo(prometheus);
		prometheus.counter("logins", "user.id", "42").increment();
		Awaitility.await()
			.untilAsserted(() -> assertThat(prometheus.scrape())
				.contains("telltale_cardinality_collapsed_total{meter=\"logins\",tag=\"user.id\"} 1.0")
				.contains("telltale_cardinality_collapsed_tags 1.0")
				.contains("logins_total{user_id=\"other\"} 1.0"));
	}

	private FunctionCounter collapsed(String meter, String tag) {
		return this.registry.find("telltale.cardinality.collapsed")
			.tag("meter", meter)
			.tag("tag", tag)
			.functionCounter();
	}

	private double total(String name) {
		return this.registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
	}

	private CardinalityGuard guard() {
		return new CardinalityGuard(this.properties);
	}

	private CardinalityGuard guard(MeterRegistry registry) {
		CardinalityGuard guard = guard();
		CardinalityFilter filter = filter(guard);
		registry.config().meterFilter(filter);
		filter.watch(registry);
		return guard;
	}

	private static CardinalityFilter filter(CardinalityGuard guard) {
		return new CardinalityFilter(guard);
	}

	private static Meter.Id id(String name, Meter.Type type, String... tags) {
		return new Meter.Id(name, Tags.of(tags), null, null, type);
	}

}
