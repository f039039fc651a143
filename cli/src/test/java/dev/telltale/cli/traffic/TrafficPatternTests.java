package dev.telltale.cli.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TrafficPattern} and {@link Schedule}.
 */
class TrafficPatternTests {

	private static final Duration MINUTES = Duration.ofMinutes(10);

	@ParameterizedTest
	@EnumSource
	void isDueInOrderWithinItsTimeAndAsOftenAsItSays(TrafficPattern pattern) {
		for (Duration length : List.of(Duration.ofSeconds(1), Duration.ofMillis(7300), MINUTES)) {
			Schedule schedule = pattern.schedule(List.of(), 7, length);
			List<Arrival> arrivals = arrivals(schedule);
			assertThat(arrivals).as(length.toString())
				.hasSize((int) schedule.count())
				.isSortedAccordingTo(Comparator.comparing(Arrival::at));
			assertThat(arrivals.get(0).at()).isPositive();
			assertThat(arrivals.get(arrivals.size() - 1).at()).isLessThanOrEqualTo(length);
			assertThat(length.minus(schedule.length())).isLessThan(Duration.ofMillis(1));
		}
	}

	@Test
	void steadyIsEven() {
		List<Arrival> arrivals = arrivals(TrafficPattern.STEADY.schedule(List.of(), 20, Duration.ofSeconds(3)));
		assertThat(arrivals).hasSize(60);
		for (int i = 0; i < arrivals.size(); i++) {
			assertThat(arrivals.get(i).at()).isEqualTo(Duration.ofMillis(25 + 50 * i));
			assertThat(arrivals.get(i).call()).isEqualTo(Traffic.USERS.get(i % Traffic.USERS.size()));
		}
	}

	@Test
	void rampGrowsEvenly() {
		Schedule ramp = TrafficPattern.RAMP.schedule(List.of(), 20, MINUTES);
		assertThat(ramp.count()).isEqualTo(6000);
		// The integral over an even growth: a quarter at half time.
		assertThat(between(ramp, 0, 0.5)).isEqualTo(1500);
		assertThat(between(ramp, 0.9, 1)).isBetween(1139, 1141);
	}

	@Test
	void spikeIsFiveTimesTheRate() {
		Schedule spike = TrafficPattern.SPIKE.schedule(List.of(), 10, MINUTES);
		assertThat(between(spike, 0.2, 0.4)).isEqualTo(1200);
		assertThat(between(spike, 0.4, 0.6)).isEqualTo(6000);
		assertThat(between(spike, 0.6, 0.8)).isEqualTo(1200);
	}

	@Test
	void waveIsQuietAtNightAndBusyAtNoon() {
		Schedule wave = TrafficPattern.WAVE.schedule(List.of(), 10, MINUTES);
		assertThat(between(wave, 2 / 24.0, 4 / 24.0) / 50.0).isBetween(0.95, 1.05);
		assertThat(between(wave, 11.5 / 24, 12.5 / 24) / 25.0).isBetween(9.6, 9.9);
		assertThat(wave.count()).isBetween(3500L, 3700L);
	}

	@Test
	void seedsAreNormalUsageThenThirtyThenTenFlakyThenFiveSlow() {
		Schedule seeds = TrafficPattern.SEEDS.schedule(List.of(), 2, Duration.ofSeconds(60));
		assertThat(between(seeds, 0, 0.6)).isEqualTo(72);
		assertThat(between(seeds, 0.6, 0.65)).isEqualTo(30);
		Map<String, Long> byPath = arrivals(seeds).stream()
			.collect(Collectors.groupingBy((arrival) -> arrival.call().path(), Collectors.counting()));
		assertThat(byPath).containsEntry("/api/flaky", 10L)
			.containsEntry("/api/slow", 5L)
			.containsEntry("/health", 24L)
			.containsEntry("/api/users/1", 24L)
			.containsEntry("/api/users", 54L)
			.hasSize(5);
	}

	@Test
	void onlyTheRetryStormTriesAgain() {
		assertThat(TrafficPattern.values()).filteredOn((pattern) -> pattern.retries() > 0)
			.containsExactly(TrafficPattern.RETRY_STORM);
		assertThat(TrafficPattern.of("retry-storm")).contains(TrafficPattern.RETRY_STORM);
		assertThat(TrafficPattern.of("RETRY_STORM")).isEmpty();
	}

	@Test
	void aScheduleOfNothingEnds() {
		Iterator<Arrival> arrivals = Schedule.steady(Traffic.USERS, 0, MINUTES).arrivals();
		assertThat(arrivals.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(arrivals::next);
	}

	private static int between(Schedule schedule, double from, double to) {
		long length = schedule.length().toNanos();
		return (int) arrivals(schedule).stream()
			.mapToLong((arrival) -> arrival.at().toNanos())
			.filter((at) -> at >= from * length && at < to * length)
			.count();
	}

	private static List<Arrival> arrivals(Schedule schedule) {
		List<Arrival> arrivals = new ArrayList<>();
		schedule.arrivals().forEachRemaining(arrivals::add);
		return arrivals;
	}

}
