package dev.telltale.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks in rounds, each of them once a round in a process of its own, and
 * prints their figures as tables in Markdown: each as the median of the rounds with the
 * least and the greatest.
 */
public final class MicroBenchmarks {

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	private MicroBenchmarks() {
	}

	/**
	 * Run the benchmarks.
	 * @param arguments {@code short} or {@code full}, a regular expression for the names
	 * of the benchmarks, and the folder for JMH's own results
	 */
	public static void main(String[] arguments) {
		if (arguments.length != 3 || !(arguments[0].equals("short") || arguments[0].equals("full"))) {
			System.err.println("Usage: benchmarks/micro/run [short|full] [pattern]");
			System.exit(2);
		}
		try {
			run(arguments[0].equals("full"), arguments[1], Path.of(arguments[2]));
		}
		catch (RunnerException | IOException ex) {
			System.err.println("benchmark: " + ex.getMessage());
			System.exit(1);
		}
	}

	private static void run(boolean full, String pattern, Path folder) throws RunnerException, IOException {
		Files.createDirectories(folder);
		int rounds = full ? 5 : 3;
		Figures figures = new Figures();
		for (int round = 1; round <= rounds; round++) {
			System.err.printf(Locale.ROOT, "Round %d of %d%n", round, rounds);
			round(full, pattern, folder.resolve("micro-" + round + ".json")).forEach((result) -> add(figures, result));
		}
		String tables = figures.toMarkdown() + String.format(Locale.ROOT,
				"%nMedian of %d rounds (least–greatest), JDK %s.%n", rounds, Runtime.version());
		System.out.println(tables);
		System.out.println(Files.writeString(folder.resolve("micro.md"), tables));
	}

	private static Collection<RunResult> round(boolean full, String pattern, Path json) throws RunnerException {
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(pattern)
			.forks(1)
			.warmupIterations(full ? 6 : 4)
			.warmupTime(TimeValue.milliseconds(full ? 1000 : 500))
			.measurementIterations(full ? 6 : 4)
			.measurementTime(TimeValue.milliseconds(full ? 1000 : 500))
			.addProfiler(GCProfiler.class)
			.addProfiler(ThreadTimeProfiler.class)
			.jvmArgs("-Xms1g", "-Xmx1g")
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT)
			.result(json.toString())
			.resultFormat(ResultFormatType.JSON)
			.build()).run();
		if (results.isEmpty()) {
			throw new RunnerException("no benchmark has a name that matches '" + pattern + "'");
		}
		return results;
	}

	private static void add(Figures figures, RunResult result) {
		figures.add(name(result.getParams()),
				new Figure(median(result, ThreadTimeProfiler.RESULT), median(result, ALLOCATION)));
	}

	// An iteration that was disturbed says nothing.
	private static double median(RunResult result, String name) {
		Result<?> values = result.getSecondaryResults().get(name);
		if (values == null) {
			throw new IllegalStateException("JMH reports no " + name + ", but "
					+ List.copyOf(result.getSecondaryResults().keySet()) + ": adapt the name");
		}
		return values.getStatistics().getPercentile(50);
	}

	private static String name(BenchmarkParams params) {
		String[] words = params.getBenchmark().split("\\.");
		StringBuilder name = new StringBuilder(words[words.length - 2]).append('.').append(words[words.length - 1]);
		for (String key : params.getParamsKeys()) {
			name.append(' ').append(key).append('=').append(params.getParam(key));
		}
		return name.toString();
	}

}
