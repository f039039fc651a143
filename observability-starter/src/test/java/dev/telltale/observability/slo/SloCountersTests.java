package dev.telltale.observability.slo;

import java.time.Duration;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SloCounters} and {@link SloOutcome}.
 */
class SloCountersTests {

	private static final SloDefinition SLO = new SloDefinition("orders",
			new SloDefinition.HttpRequests("/orders", null), new SloDefinition.Availability(0.999),
			new SloDefinition.Latency(0.99, Duration.ofMillis(300)), 7);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SloCounters counters = new SloCounters(SLO, this.registry);

	@Test
	void registersEverythingAtOnce() {
		assertThat(this.registry.find("slo.events").counters()).hasSize(4)
			.allSatisfy((counter) -> assertThat(counter.count()).isZero());
		assertThat(this.registry.find("slo.ignored.events").counters()).hasSize(3)
			.allSatisfy((counter) -> assertThat(counter.count()).isZero());
		assertThat(this.registry.get("slo.objective").tag("sli", "availability").gauge().value()).isEqualTo(0.999);
		assertThat(this.registry.get("slo.objective").tag("sli", "latency").gauge().value()).isEqualTo(0.99);
		assertThat(this.registry.get("slo.latency.threshold").gauge().value()).isEqualTo(0.3);
		assertThat(this.registry.find("slo.min.bad.events").gauges()).hasSize(2)
			.allSatisfy((gauge) -> assertThat(gauge.value()).isEqualTo(7));
		assertThat(this.registry.getMeters()).extracting(Meter::getId)
			.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank());
	}

	@Test
	void theThresholdIsExactAndIncluded() {
		this.counters.record(SloOutcome.GOOD, Duration.ofMillis(300).toNanos());
		this.counters.record(SloOutcome.GOOD, Duration.ofMillis(300).toNanos() + 1);
		assertThat(events("latency", "good")).isEqualTo(1);
		assertThat(events("latency", "bad")).isEqualTo(1);
		assertThat(events("availability", "good")).isEqualTo(2);
	}

	@Test
	void aFailureSaysNothingAboutLatency() {
		this.counters.record(SloOutcome.BAD, 1);
		assertThat(events("availability", "bad")).isEqualTo(1);
		assertThat(events("latency", "good") + events("latency", "bad")).isZero();
	}

	@Test
	void whatIsIgnoredIsCountedWithItsReason() {
		this.counters.record(SloOutcome.RATE_LIMITED, 1);
		assertThat(this.registry.get("slo.ignored.events").tag("reason", "rate_limited").counter().count())
			.isEqualTo(1);
		assertThat(events("availability", "good") + events("availability", "bad")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "200, GOOD", "302, GOOD", "400, CLIENT_ERROR", "404, CLIENT_ERROR", "429, RATE_LIMITED",
			"499, CANCELLED", "500, BAD", "503, BAD", "599, BAD" })
	void judgesAStatus(int status, SloOutcome outcome) {
		assertThat(SloOutcome.ofStatus(status)).isEqualTo(outcome);
	}

	private double events(String sli, String result) {
		return this.registry.get("slo.events").tag("sli", sli).tag("result", result).counter().count();
	}

}
