package dev.telltale.benchmarks.micro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares figures. Only those of one round are divided by each other: what else the
 * machine does changes from round to round.
 */
class Figures {

	private static final String NOTHING = "–";

	private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

	/**
	 * Add what a round found.
	 * @param name what was measured, such as {@code LogBenchmark.event line=TELLTALE}
	 * @param figure what it cost
	 */
	void add(String name, Figure figure) {
		this.figures.computeIfAbsent(name, (key) -> new ArrayList<>()).add(figure);
	}

	/**
	 * Return all figures as Markdown tables: lines of a log against those of
	 * {@code LogstashEncoder}, and everything by itself.
	 * @return the tables
	 */
	String toMarkdown() {
		StringBuilder text = new StringBuilder();
		if (this.figures.keySet().stream().anyMatch((name) -> name.startsWith("LogBenchmark."))) {
			text.append(
					"""
							| a line, to one of LogstashEncoder | processor time | bytes | with an exception: processor time | bytes |
							| --- | --- | --- | --- | --- |
							""");
			for (LogLine line : LogLine.values()) {
				text.append("| ").append(line.title());
				for (String event : List.of("event", "exception")) {
					String name = name(event, line);
					String base = name(event, LogLine.LOGSTASH_ENCODER);
					text.append(" | ").append(ratio(name, base, Figure::nanos));
					text.append(" | ").append(ratio(name, base, Figure::bytes));
				}
				text.append(" |\n");
			}
			text.append('\n');
		}
		text.append("""
				| one operation | processor time in µs | bytes |
				| --- | --- | --- |
				""");
		this.figures.forEach((name, rounds) -> text.append("| ")
			.append(name)
			.append(" | ")
			.append(spread(values(rounds, (figure) -> figure.nanos() / 1000), 2))
			.append(" | ")
			.append(spread(values(rounds, Figure::bytes), 0))
			.append(" |\n"));
		return text.toString();
	}

	private static String name(String event, LogLine line) {
		return "LogBenchmark." + event + " line=" + line.name();
	}

	String ratio(String name, String base, ToDoubleFunction<Figure> value) {
		List<Figure> ours = this.figures.getOrDefault(name, List.of());
		List<Figure> theirs = this.figures.getOrDefault(base, List.of());
		double[] ratios = new double[Math.min(ours.size(), theirs.size())];
		for (int round = 0; round < ratios.length; round++) {
			ratios[round] = value.applyAsDouble(ours.get(round)) / value.applyAsDouble(theirs.get(round));
		}
		return (ratios.length > 0) ? spread(ratios, 2) : NOTHING;
	}

	private static double[] values(List<Figure> rounds, ToDoubleFunction<Figure> value) {
		return rounds.stream().mapToDouble(value).toArray();
	}

	private static String spread(double[] values, int digits) {
		Arrays.sort(values);
		int middle = values.length / 2;
		double median = (values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2;
		String format = "%." + digits + "f";
		return String.format(Locale.ROOT, format + " (" + format + NOTHING + format + ")", median, values[0],
				values[values.length - 1]);
	}

}
