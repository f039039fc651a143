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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.benchmarks.Measurement.Paced;
import dev.telltale.benchmarks.Measurement.Request;
import dev.telltale.benchmarks.Measurement.Scrape;
import dev.telltale.benchmarks.Measurement.Start;
import dev.telltale.benchmarks.ServiceProcess.CpuTime;

/**
 * Compares one service with what users would pick to observe it: in every round each
 * variant is started anew, and another one comes first.
 * <p>
 * A request's cost is the processor time of the service's threads but for the JIT
 * compilers, over the number of requests. It is measured when the compilers have become
 * quiet.
 */
public final class Benchmark {

	private static final Duration WARM_UP_PACED = Duration.ofSeconds(1);

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
		Path results = Files.createDirectories(this.folder.resolve("target"));
		Report report = new Report();
		for (int round = 0; round < this.plan.rounds(); round++) {
			List<Variant> order = new ArrayList<>(this.variants);
			Collections.rotate(order, -round);
			for (Variant variant : order) {
				System.err.printf(Locale.ROOT, "Round %d of %d: %s%n", round + 1, this.plan.rounds(), variant.title());
				report.add(variant, measure(variant, results));
				// A line a request adds up; the log of a run that fails stays.
				Files.deleteIfExists(ServiceProcess.log(variant, results));
			}
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

	private Measurement measure(Variant variant, Path results) throws IOException, InterruptedException {
		Path services = this.folder.resolve("services");
		try (Sink sink = new Sink();
				ServiceProcess service = ServiceProcess.start(jar(services.resolve(variant.module())), variant,
						services, sink.address(), results)) {
			double startSeconds = service.startUp().toNanos() / 1e9;
			double startCpu = service.startCpu().all() / 1e9;
			try (Load load = new Load(service.port())) {
				boolean quiet = new WarmUp(service, load).run(this.plan.warmUp());
				CpuTime cpuBefore = service.cpuTime();
				long requestsBefore = load.requests();
				long logBefore = service.logBytes();
				if (variant.isScraped()) {
					scrapeOnce(service);
				}
				load.run(this.plan.window());
				CpuTime cpu = service.cpuTime().since(cpuBefore);
				double requests = load.requests() - requestsBefore;
				double logged = service.logBytes() - logBefore;
				double resident = service.residentBytes() / 1e6;
				Internals internals = new Internals(service.pid());
				double allocated = allocated(internals, load);
				load.close();
				Paced paced = paced(service);
				Scrape scrape = variant.isScraped() ? scrape(service) : Scrape.NONE;
				double live = internals.liveBytes() / 1e6;
				internals.close();
				if (variant.isTraced() && sink.traceBytes() == 0) {
					throw new BenchmarkException(
							variant.title() + " exported no span: see " + ServiceProcess.log(variant, results));
				}
				return new Measurement(
						new Request(cpu.withoutCompilers() / 1e3 / requests, allocated, logged / requests), paced,
						new Start(startSeconds, startCpu, resident, live), scrape, quiet);
			}
		}
	}

	private double allocated(Internals internals, Load load) throws IOException, InterruptedException {
		long requests = load.requests();
		long bytes = internals.allocatedBytes();
		load.run(this.plan.window());
		// First what was first read, so that both span the same time.
		long requestsAfter = load.requests();
		return (double) (internals.allocatedBytes() - bytes) / (requestsAfter - requests);
	}

	private Paced paced(ServiceProcess service) throws IOException, InterruptedException {
		PacedLoad load = new PacedLoad(service.port(), Plan.RATE);
		load.run(WARM_UP_PACED);
		CpuTime before = service.cpuTime();
		long[] nanos = load.run(this.plan.paced());
		double cpu = service.cpuTime().since(before).withoutCompilers();
		return new Paced(cpu / 1e3 / nanos.length, PacedLoad.quantile(nanos, 0.5) / 1e3,
				PacedLoad.quantile(nanos, 0.99) / 1e3);
	}

	private static void scrapeOnce(ServiceProcess service) throws IOException {
		try (Connection connection = new Connection(service.port(), "/actuator/prometheus")) {
			connection.exchange();
		}
	}

	private Scrape scrape(ServiceProcess service) throws IOException {
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
			return new Scrape(bytes, cpuMillis, Report.median(millis));
		}
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
