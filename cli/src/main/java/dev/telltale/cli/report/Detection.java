package dev.telltale.cli.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.telltale.cli.scenario.Verdict;

/**
 * How good an alert was in a proof: how soon it fired, and whether only when it should.
 *
 * @param alert the alert
 * @param seen whether its scenarios are live, simulated, or of both kinds
 * @param scenarios how many scenarios expected it
 * @param fastest the shortest time from fault to firing
 * @param slowest the longest time from fault to firing
 * @param wanted how often it fired where it was expected or allowed
 * @param unwanted how often it fired where it was not
 */
public record Detection(String alert, String seen, int scenarios, Duration fastest, Duration slowest, int wanted,
		int unwanted) {

	private static final String LIVE = "live";

	private static final String SIMULATED = "simulated";

	/**
	 * Return what became of the alerts that scenarios expect.
	 * @param verdicts the verdicts
	 * @return one entry an alert, in the order of their names
	 */
	public static List<Detection> of(List<Verdict> verdicts) {
		Map<String, List<Duration>> detected = new TreeMap<>();
		Map<String, Set<String>> seen = new TreeMap<>();
		Map<String, Integer> unwanted = new TreeMap<>();
		for (Verdict verdict : verdicts) {
			verdict.detected().forEach((alert, took) -> {
				detected.computeIfAbsent(alert, (name) -> new ArrayList<>()).add(took);
				seen.computeIfAbsent(alert, (name) -> new TreeSet<>()).add(verdict.simulated() ? SIMULATED : LIVE);
			});
			verdict.unwanted().forEach((alert) -> unwanted.merge(alert, 1, Integer::sum));
		}
		unwanted.keySet().forEach((alert) -> detected.putIfAbsent(alert, List.of()));
		List<Detection> detections = new ArrayList<>();
		detected.forEach((alert,
				times) -> detections.add(new Detection(alert, String.join(", ", seen.getOrDefault(alert, Set.of(LIVE))),
						times.size(), times.stream().min(Duration::compareTo).orElse(Duration.ZERO),
						times.stream().max(Duration::compareTo).orElse(Duration.ZERO), times.size(),
						unwanted.getOrDefault(alert, 0))));
		return detections;
	}

	/**
	 * Return the share of its firings that were wanted.
	 * @return from 0 to 1
	 */
	public double precision() {
		return (double) this.wanted / (this.wanted + this.unwanted);
	}

}
