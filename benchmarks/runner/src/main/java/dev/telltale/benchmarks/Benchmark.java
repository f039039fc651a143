package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.telltale.benchmarks.ServiceProcess.CpuTime;

/**
 * Compares a bare service, one with Actuator and one with the starter: in every round
 * each of them is started anew, and another one comes first.
 * <p>
 * A request's cost is the processor time of the service's threads but for the JIT
 * compilers, over the number of requests. It is measured when the compilers have become
 * quiet: a fixed warm-up ranks compilation, not services.
 */
public final class Benchmark {

	private static final Duration TICK = Duration.ofSeconds(1);

	// The compilers' share of the processor time below which they are quiet.
	private static final double QUIET = 0.03;

	private final Path folder;

	private final Plan plan;

	private Benchmark(Path folder, Plan plan) {
		this.folder = folder;
		this.plan = plan;
	}

	/**
	 * Run the comparison.
	 * @param arguments {@code short} or {@code full}, and the folder of the benchmarks
	 */
	public static void main(String[] arguments) {
		if (arguments.length != 2 || !(arguments[0].equals("short") || arguments[0].equals("full"))) {
			System.err.println("Usage: benchmarks/run [short|full]");
			System.exit(2);
		}
		try {
			Plan plan = arguments[0].equals("full") ? Plan.FULL : Plan.SHORT;
			new Benchmark(Path.of(arguments[1]), plan).run();
		}
		catch (BenchmarkException | IOException ex) {
			System.err.println("benchmark: " + ex.getMessage());
			System.exit(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			System.exit(130);
		}
	}

	private void run() throws IOException, InterruptedException {
		if (!Files.exists(Path.of("/proc/self/schedstat"))) {
			throw new BenchmarkException("processor times are read from /proc, which only Linux has: run it there");
		}
		Path results = Files.createDirectories(this.folder.resolve("target"));
		Report report = new Report();
		for (int round = 0; round < this.plan.rounds(); round++) {
			List<Variant> order = new ArrayList<>(Variant.ALL);
			Collections.rotate(order, -round);
			for (Variant variant : order) {
				System.err.printf(Locale.ROOT, "Round %d of %d: %s%n", round + 1, this.plan.rounds(), variant.title());
				report.add(variant, measure(variant, results));
				// A line a request adds up; the log of a run that fails stays.
				Files.deleteIfExists(ServiceProcess.log(variant, results));
			}
		}
		Path csv = Files.writeString(results.resolve("results.csv"), report.toCsv());
		System.out.println(report.toMarkdown());
		System.out.printf(Locale.ROOT, "Median of %d rounds (least–greatest), JDK %s. Values: %s%n", this.plan.rounds(),
				Runtime.version(), csv);
		if (report.restless() > 0) {
			System.out.printf(Locale.ROOT, "In %d of %d starts the compilers were still busy: %s%n", report.restless(),
					this.plan.rounds() * Variant.ALL.size(), "the full run warms up longer");
		}
	}

	private Measurement measure(Variant variant, Path results) throws IOException, InterruptedException {
		try (ServiceProcess service = ServiceProcess.start(jar(variant), variant, results)) {
			try (Load load = new Load(service.port())) {
				boolean quiet = warmUp(service, load);
				CpuTime cpuBefore = service.cpuTime();
				long requestsBefore = load.requests();
				load.run(this.plan.window());
				CpuTime cpu = service.cpuTime().since(cpuBefore);
				long requests = load.requests() - requestsBefore;
				double resident = service.residentBytes() / 1e6;
				load.close();
				Scrapes scrapes = variant.isScraped() ? scrape(service) : new Scrapes(0, 0, 0);
				return new Measurement(cpu.withoutCompilers() / 1e3 / requests, service.startUp().toNanos() / 1e9,
						resident, scrapes.bytes(), scrapes.cpuMillis(), scrapes.millis(), quiet);
			}
		}
	}

	private boolean warmUp(ServiceProcess service, Load load) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + this.plan.warmUp().toNanos();
		int quietTicks = 0;
		while (System.nanoTime() < deadline) {
			CpuTime before = service.cpuTime();
			load.run(TICK);
			CpuTime cpu = service.cpuTime().since(before);
			quietTicks = (cpu.compilers() < QUIET * cpu.all()) ? quietTicks + 1 : 0;
			if (quietTicks == 2) {
				return true;
			}
		}
		return false;
	}

	private Scrapes scrape(ServiceProcess service) throws IOException {
		try (Connection connection = new Connection(service.port(), "/actuator/prometheus")) {
			for (int i = 0; i < this.plan.scrapes(); i++) {
				connection.exchange();
			}
			CpuTime before = service.cpuTime();
			long bytes = 0;
			double[] millis = new double[this.plan.scrapes()];
			for (int i = 0; i < millis.length; i++) {
				long start = System.nanoTime();
				bytes = connection.exchange();
				millis[i] = (System.nanoTime() - start) / 1e6;
			}
			double cpuMillis = service.cpuTime().since(before).withoutCompilers() / 1e6 / millis.length;
			Arrays.sort(millis);
			return new Scrapes(bytes, cpuMillis, Report.median(millis));
		}
	}

	private Path jar(Variant variant) throws IOException {
		Path target = this.folder.resolve(variant.name()).resolve("target");
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

	private record Scrapes(double bytes, double cpuMillis, double millis) {

	}

}
