package dev.telltale.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares measurements. Only values of one round are divided by each other: what else
 * the machine does changes from round to round.
 */
class Report {

	private final Map<Variant, List<Measurement>> measurements = new LinkedHashMap<>();

	void add(Variant variant, Measurement measurement) {
		this.measurements.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(measurement);
	}

	/**
	 * Return the ratios as a Markdown table, each as median (least to greatest).
	 * @return the table
	 */
	String toMarkdown() {
		StringBuilder table = new StringBuilder(
				"| | CPU a request to bare | to Actuator | start-up to bare | memory to bare | scrape size to Actuator | scrape CPU to Actuator | scrape time to Actuator |\n"
						+ "| --- | --- | --- | --- | --- | --- | --- | --- |\n");
		List<Variant> variants = List.copyOf(this.measurements.keySet());
		Variant bare = variants.get(0);
		Variant actuator = variants.get(1);
		for (Variant variant : variants) {
			table.append("| ").append(variant.title());
			append(table, variant, bare, Measurement::cpuMicros);
			append(table, variant, actuator, Measurement::cpuMicros);
			append(table, variant, bare, Measurement::startSeconds);
			append(table, variant, bare, Measurement::residentMegabytes);
			append(table, variant, actuator, Measurement::scrapeBytes);
			append(table, variant, actuator, Measurement::scrapeCpuMillis);
			append(table, variant, actuator, Measurement::scrapeMillis);
			table.append(" |\n");
		}
		return table.toString();
	}

	private void append(StringBuilder table, Variant variant, Variant base, ToDoubleFunction<Measurement> value) {
		table.append(" | ").append(ratio(variant, base, value));
	}

	String ratio(Variant variant, Variant base, ToDoubleFunction<Measurement> value) {
		List<Measurement> ours = this.measurements.getOrDefault(variant, List.of());
		List<Measurement> theirs = this.measurements.getOrDefault(base, List.of());
		double[] ratios = new double[Math.min(ours.size(), theirs.size())];
		for (int round = 0; round < ratios.length; round++) {
			double divisor = value.applyAsDouble(theirs.get(round));
			double dividend = value.applyAsDouble(ours.get(round));
			if (divisor == 0 || dividend == 0) {
				return "–";
			}
			ratios[round] = dividend / divisor;
		}
		if (ratios.length == 0) {
			return "–";
		}
		Arrays.sort(ratios);
		return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median(ratios), ratios[0], ratios[ratios.length - 1]);
	}

	/**
	 * Return the values that the ratios were made of.
	 * @return lines of comma-separated values
	 */
	String toCsv() {
		StringBuilder csv = new StringBuilder(
				"variant,round,cpu_us_per_request,start_s,rss_mb,scrape_bytes,scrape_cpu_ms,scrape_ms,compilers_quiet\n");
		this.measurements.forEach((variant, rounds) -> {
			for (int round = 0; round < rounds.size(); round++) {
				Measurement measurement = rounds.get(round);
				csv.append(String.format(Locale.ROOT, "%s,%d,%.2f,%.3f,%.1f,%.0f,%.3f,%.3f,%s%n", variant.name(),
						round + 1, measurement.cpuMicros(), measurement.startSeconds(), measurement.residentMegabytes(),
						measurement.scrapeBytes(), measurement.scrapeCpuMillis(), measurement.scrapeMillis(),
						measurement.quiet()));
			}
		});
		return csv.toString();
	}

	long restless() {
		return this.measurements.values().stream().flatMap(List::stream).filter((one) -> !one.quiet()).count();
	}

	static double median(double[] sorted) {
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
