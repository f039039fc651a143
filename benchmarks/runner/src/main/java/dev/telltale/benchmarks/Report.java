package dev.telltale.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Compares measurements. Only values of one round are divided by each other: what else
 * the machine does changes from round to round.
 */
class Report {

	private static final Value CPU = new Value("cpu_us_per_request", (one) -> one.request().cpuMicros());

	private static final Value ALLOCATED = new Value("allocated_bytes_per_request",
			(one) -> one.request().allocatedBytes());

	private static final Value LOG = new Value("log_bytes_per_request", (one) -> one.request().logBytes());

	private static final Value PACED_CPU = new Value("paced_cpu_us_per_request", (one) -> one.paced().cpuMicros());

	private static final Value MEDIAN = new Value("paced_p50_us", (one) -> one.paced().medianMicros());

	private static final Value P99 = new Value("paced_p99_us", (one) -> one.paced().p99Micros());

	private static final Value START = new Value("start_s", (one) -> one.start().seconds());

	private static final Value START_CPU = new Value("start_cpu_s", (one) -> one.start().cpuSeconds());

	private static final Value RESIDENT = new Value("resident_mb", (one) -> one.start().residentMegabytes());

	private static final Value LIVE = new Value("live_heap_mb", (one) -> one.start().liveMegabytes());

	private static final Value SCRAPE_BYTES = new Value("scrape_bytes", (one) -> one.scrape().bytes());

	private static final Value SCRAPE_CPU = new Value("scrape_cpu_ms", (one) -> one.scrape().cpuMillis());

	private static final Value SCRAPE_TIME = new Value("scrape_ms", (one) -> one.scrape().millis());

	private static final List<Value> VALUES = List.of(CPU, ALLOCATED, LOG, PACED_CPU, MEDIAN, P99, START, START_CPU,
			RESIDENT, LIVE, SCRAPE_BYTES, SCRAPE_CPU, SCRAPE_TIME);

	private final Map<Variant, List<Measurement>> measurements = new LinkedHashMap<>();

	void add(Variant variant, Measurement measurement) {
		this.measurements.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(measurement);
	}

	/**
	 * Return the ratios as Markdown tables, each as median (least to greatest).
	 * @return the tables
	 */
	String toMarkdown() {
		Variant bare = Variant.ALL.get(0);
		Variant actuator = Variant.ALL.get(1);
		return String.join("\n", table("A request", new Column("CPU, to bare", bare, CPU),
				new Column("CPU, to Actuator", actuator, CPU), new Column("allocated, to bare", bare, ALLOCATED),
				new Column("allocated, to Actuator", actuator, ALLOCATED), new Column("log, to bare", bare, LOG)),
				table("%,d requests a second".formatted(Plan.RATE), new Column("CPU, to bare", bare, PACED_CPU),
						new Column("median latency, to bare", bare, MEDIAN),
						new Column("99 % latency, to bare", bare, P99)),
				table("A start", new Column("time, to bare", bare, START),
						new Column("time, to Actuator", actuator, START),
						new Column("CPU, to Actuator", actuator, START_CPU),
						new Column("memory, to Actuator", actuator, RESIDENT),
						new Column("live heap, to Actuator", actuator, LIVE)),
				table("A scrape", new Column("size, to Actuator", actuator, SCRAPE_BYTES),
						new Column("CPU, to Actuator", actuator, SCRAPE_CPU),
						new Column("time, to Actuator", actuator, SCRAPE_TIME)));
	}

	private String table(String title, Column... columns) {
		StringBuilder table = new StringBuilder("| ").append(title);
		for (Column column : columns) {
			table.append(" | ").append(column.title());
		}
		table.append(" |\n| ---").append(" | ---".repeat(columns.length)).append(" |\n");
		for (Variant variant : this.measurements.keySet()) {
			List<String> ratios = Arrays.stream(columns)
				.map((column) -> ratio(variant, column.base(), column.value().of()))
				.toList();
			// A variant that cannot be scraped has no line among those that can.
			if (ratios.stream().anyMatch((ratio) -> !ratio.equals("–"))) {
				table.append("| ")
					.append(variant.title())
					.append(" | ")
					.append(String.join(" | ", ratios))
					.append(" |\n");
			}
		}
		return table.toString();
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
		StringBuilder csv = new StringBuilder("variant,round,")
			.append(VALUES.stream().map(Value::name).collect(Collectors.joining(",")))
			.append(",compilers_quiet\n");
		this.measurements.forEach((variant, rounds) -> {
			for (int round = 0; round < rounds.size(); round++) {
				Measurement measurement = rounds.get(round);
				csv.append(variant.name()).append(',').append(round + 1);
				for (Value value : VALUES) {
					csv.append(String.format(Locale.ROOT, ",%.3f", value.of().applyAsDouble(measurement)));
				}
				csv.append(',').append(measurement.isQuiet()).append('\n');
			}
		});
		return csv.toString();
	}

	long restless() {
		return this.measurements.values().stream().flatMap(List::stream).filter((one) -> !one.isQuiet()).count();
	}

	static double median(List<Double> values) {
		return median(values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
	}

	static double median(double[] sorted) {
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private record Value(String name, ToDoubleFunction<Measurement> of) {

	}

	private record Column(String title, Variant base, Value value) {

	}

}
