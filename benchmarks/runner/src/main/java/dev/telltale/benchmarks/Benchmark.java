package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares one service with what users would pick to observe it: in every round each
 * variant is started anew, and another one comes first.
 * <p>
 * A request's cost is the processor time of the service's threads but for the JIT
 * compilers, over the number of requests. It is measured when the compilers have become
 * quiet.
 */
public final class Benchmark {

	private final Path folder;

	private final Plan plan;

	private final List<Variant> variants;

	private Benchmark(Path folder, Plan plan, List<Variant> variants) {
		this.folder = folder;
		this.plan = plan;
		this.variants = variants;
	}

	/**
	 * Run the comparison.
	 * @param arguments the folder of the benchmarks, {@code short} or {@code full}, and
	 * the names of the variants, none for all
	 */
	public static void main(String[] arguments) {
		Work.orExit(() -> {
			if (arguments.length < 2 || !List.of("short", "full").contains(arguments[1])) {
				throw new BenchmarkException("usage: benchmarks/run [short|full] [variant ...]");
			}
			Plan plan = arguments[1].equals("full") ? Plan.FULL : Plan.SHORT;
			List<Variant> variants = variants(List.of(arguments).subList(2, arguments.length));
			new Benchmark(Path.of(arguments[0]), plan, variants).run();
		});
	}

	static List<Variant> variants(List<String> names) {
		List<String> known = Variant.ALL.stream().map(Variant::name).toList();
		for (String name : names) {
			if (!known.contains(name)) {
				throw new BenchmarkException(
						"no variant is called '%s': they are %s".formatted(name, String.join(", ", known)));
			}
		}
		return Variant.ALL.stream().filter((one) -> names.isEmpty() || names.contains(one.name())).toList();
	}

	private void run() throws IOException, InterruptedException {
		if (!Files.exists(Path.of("/proc/self/schedstat"))) {
			throw new BenchmarkException("processor times are read from /proc, which only Linux has: run it there");
		}
		Path results = results(this.folder);
		Report report = new Report();
		for (int round = 0; round < this.plan.rounds(); round++) {
			round(round).forEach(report::add);
		}
		Path csv = Files.writeString(results.resolve("comparison.csv"), report.toCsv());
		String tables = report.toMarkdown() + "\n" + ground(report);
		Path markdown = Files.writeString(results.resolve("comparison.md"), tables);
		System.out.println(tables);
		System.out.println(Stream.of(markdown, csv).map(Path::toString).collect(Collectors.joining("\n")));
	}

	private String ground(Report report) {
		String ground = String.format(Locale.ROOT,
				"Median of %d rounds (least–greatest). %d processors, JDK %s, Serial GC, heap of 256 MB.%n",
				this.plan.rounds(), Runtime.getRuntime().availableProcessors(), Runtime.version());
		if (report.restless() > 0) {
			ground += String.format(Locale.ROOT, "In %d of %d starts the compilers were still busy.%n",
					report.restless(), this.plan.rounds() * this.variants.size());
		}
		return ground;
	}

	private Map<Variant, Measurement> round(int round) throws IOException, InterruptedException {
		List<Variant> order = new ArrayList<>(this.variants);
		Collections.rotate(order, -round);
		Map<Variant, Measurement> measurements = new LinkedHashMap<>();
		try (Candidates candidates = Candidates.start(order, this.plan.starts(), this.folder,
				(what) -> progress(round, what))) {
			candidates.warmUp(this.plan.warmUp());
			progress(round, "getting used to turns");
			takeTurns(candidates, Candidates.GETTING_USED);
			candidates.forEach(Candidate::forget);
			progress(round, "measuring");
			takeTurns(candidates, this.plan.turns());
			progress(round, "measuring memory");
			for (Candidate candidate : candidates) {
				measurements.put(candidate.variant(), candidate.measurement());
			}
		}
		// A line a request adds up. The logs of a run that fails stay.
		for (Variant variant : order) {
			Files.deleteIfExists(ServiceProcess.log(variant, results(this.folder)));
		}
		return measurements;
	}

	private void takeTurns(Candidates candidates, int turns) throws IOException, InterruptedException {
		candidates.takeTurns(turns, (candidate) -> candidate.request(this.plan.turn()));
		candidates.takeTurns(turns, (candidate) -> candidate.pace(this.plan.turn()));
		candidates.takeTurns(turns, (candidate) -> candidate.scrape(this.plan.scrapes()));
	}

	private void progress(int round, String what) {
		System.err.printf(Locale.ROOT, "Round %d of %d: %s%n", round + 1, this.plan.rounds(), what);
	}

	static Path results(Path folder) throws IOException {
		return Files.createDirectories(folder.resolve("target"));
	}

	static Path jar(Path module) throws IOException {
		Path target = module.resolve("target");
		if (Files.isDirectory(target)) {
			try (Stream<Path> files = Files.list(target)) {
				List<Path> jars = files.filter((file) -> file.toString().endsWith("-exec.jar")).toList();
				if (jars.size() == 1) {
					return jars.get(0);
				}
			}
		}
		throw new BenchmarkException(
				"there is no one executable jar in " + target + ": start with benchmarks/run, which builds it");
	}

}
