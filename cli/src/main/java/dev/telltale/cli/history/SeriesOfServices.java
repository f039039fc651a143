package dev.telltale.cli.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

import dev.telltale.cli.history.PastService.Counter;
import dev.telltale.cli.history.PastService.Objective;
import dev.telltale.cli.history.Series.Dense;

/**
 * Makes the series of services: what they exported, and what rules recorded of it.
 * <p>
 * The counter that objectives are made of is left out: {@code TrafficGone} and
 * {@code TrafficTripled} would compare the traffic of the demo with an invented one.
 */
final class SeriesOfServices {

	/** An hour more at each side of the day that a running stack compares with. */
	private static final Duration WEEK = Duration.ofDays(7);

	private static final Duration A_DAY_AND_MORE = Duration.ofHours(26);

	private static final Duration SCRAPE = Duration.ofSeconds(15);

	private final Past past;

	private final long now;

	private final List<Series> series = new ArrayList<>();

	SeriesOfServices(Past past, long now) {
		this.past = past;
		this.now = now;
	}

	List<Series> of(List<PastService> services) {
		for (PastService service : services) {
			add("up", service.exported(Map.of()), Dense.NOWHERE, (time) -> 1);
			service.objectives().forEach((objective) -> objective(service, objective));
			service.counters().forEach((counter) -> counter(service, counter));
		}
		// What belongs to one metric stands together.
		return this.series.stream().sorted((one, other) -> one.name().compareTo(other.name())).toList();
	}

	private void objective(PastService service, Objective objective) {
		Map<String, String> labels = service.identity(Map.of("slo", objective.slo(), "sli", objective.sli()));
		Sums events = new Sums(this.past,
				(time) -> (objective.rate() == 0) ? 1 : objective.rate() * this.past.load(time));
		Sums bad = new Sums(this.past, (time) -> events.rate(time)
				* (this.past.isIncident(time) ? objective.badInIncident() : objective.bad()));
		double budget = 1 - objective.ratio();
		// As close as the rules record, over all that a budget is judged by: an average
		// weighs every sample alike.
		Dense recorded = new Dense(this.past.end() - Timing.PERIOD.toSeconds(), this.past.end(),
				(int) Timing.BASE.toSeconds());
		add("slo:events:rate_base", labels, recorded, events::rate);
		add("slo:bad_events:rate_base", labels, recorded, bad::rate);
		add("slo:objective:ratio", labels, Dense.NOWHERE, (time) -> objective.ratio());
		add("slo:min_bad_events:count", labels, Dense.NOWHERE, (time) -> objective.minBadEvents());
		Timing.BURN_RATES.forEach((role, window) -> add("slo:burn_rate:" + role, labels, Dense.NOWHERE,
				(time) -> burn(events, bad, time, window) / budget));
		LongToDoubleFunction remaining = (time) -> 1 - burn(events, bad, time, Timing.PERIOD) / budget;
		add("slo:error_budget_remaining:period", labels, Dense.NOWHERE, remaining);
		add("slo:error_budget_history_seconds:period", labels, Dense.NOWHERE,
				(time) -> Math.min(time - this.past.start(), Timing.PERIOD.toSeconds()));
		add("slo:error_budget_exhaustion_seconds:period", labels, Dense.NOWHERE, (time) -> {
			double pace = burn(events, bad, time, Timing.SLOW) / budget;
			double left = remaining.applyAsDouble(time);
			return (left > 0 && pace > 0) ? left / pace * Timing.PERIOD.toSeconds() : Double.NaN;
		});
		add("slo:bad_events:period", labels, Dense.NOWHERE, (time) -> bad.over(time, Timing.PERIOD.toSeconds()));
		alerts(service, objective, bad, events, budget);
	}

	// What the incident told, as it would stand there if somebody had watched.
	private void alerts(PastService service, Objective objective, Sums bad, Sums events, double budget) {
		LongToDoubleFunction burn = (time) -> burn(events, bad, time, Timing.BURN_RATES.get("fast_long")) / budget;
		if (objective.badInIncident() / budget <= 14.4) {
			return;
		}
		Map<String, String> labels = service.identity(Map.of("slo", objective.slo(), "sli", objective.sli(),
				"alertname", "SloErrorBudgetBurn", "alertstate", "firing", "burn", "fast", "severity", "critical"));
		long from = this.past.incidentStart();
		long to = this.past.incidentEnd() + Past.MINUTE;
		this.series.add(new Series("ALERTS", labels, from, to, new Dense(from, to, Past.MINUTE),
				(time) -> (burn.applyAsDouble(time) > 14.4) ? 1 : Double.NaN));
	}

	private static double burn(Sums events, Sums bad, long time, Duration window) {
		double all = events.over(time, window.toSeconds());
		return (all > 0) ? bad.over(time, window.toSeconds()) / all : Double.NaN;
	}

	private void counter(PastService service, Counter counter) {
		Sums sums = new Sums(this.past,
				(time) -> counter.rate() * this.past.load(time) * (this.past.isIncident(time) ? counter.factor() : 1));
		// Panels compare with a week ago, in windows of a few scrapes.
		long aWeekAgo = this.now - WEEK.toSeconds();
		Dense compared = new Dense(aWeekAgo - Duration.ofHours(1).toSeconds(), aWeekAgo + A_DAY_AND_MORE.toSeconds(),
				(int) SCRAPE.toSeconds());
		add(counter.name(), service.exported(counter.labels()), counter.isBusiness() ? compared : Dense.NOWHERE,
				(time) -> Math.floor(sums.until(time)));
	}

	private void add(String name, Map<String, String> labels, Dense dense, LongToDoubleFunction value) {
		this.series.add(new Series(name, labels, this.past.start(), this.past.end(), dense, value));
	}

}
