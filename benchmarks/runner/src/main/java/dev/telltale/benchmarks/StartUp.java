package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares the ways to start a service: from its jar, from the same unpacked, and with an
 * archive of the classes that it loads, which both the JVM and Spring Boot offer. In
 * every round each is started once.
 */
public final class StartUp {

	private static final int ROUNDS = 5;

	private static final int PATIENCE_SECONDS = 60;

	private static final String QUIET = "-Xlog:cds*=off";

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private final Path services;

	private final Path results;

	private StartUp(Path folder) {
		this.services = folder.resolve("services");
		this.results = folder.resolve("target");
	}

	/**
	 * Run the comparison.
	 * @param arguments the folder of the benchmarks
	 */
	public static void main(String[] arguments) {
		Work.orExit(() -> {
			if (arguments.length != 1) {
				throw new BenchmarkException("usage: benchmarks/start");
			}
			new StartUp(Path.of(arguments[0])).run();
		});
	}

	private void run() throws IOException, InterruptedException {
		List<Way> ways = new ArrayList<>();
		for (Variant variant : Benchmark.variants(List.of("actuator", "telltale"))) {
			System.err.println("Preparing " + variant.title());
			ways.addAll(ways(variant));
		}
		double[][] seconds = new double[ways.size()][ROUNDS];
		try (Sink sink = new Sink()) {
			for (int round = 0; round < ROUNDS; round++) {
				System.err.printf(Locale.ROOT, "Round %d of %d%n", round + 1, ROUNDS);
				for (int i = 0; i < ways.size(); i++) {
					// Another one comes first in every round.
					int turn = (i + round) % ways.size();
					seconds[turn][round] = seconds(ways.get(turn), sink);
				}
			}
		}
		String table = table(ways, seconds);
		Path page = Files.writeString(Files.createDirectories(this.results).resolve("start.md"), table);
		System.out.println(table);
		System.out.println(page);
	}

	private List<Way> ways(Variant variant) throws IOException, InterruptedException {
		Path jar = Benchmark.jar(this.services.resolve(variant.module()));
		Path folder = this.results.resolve("start").resolve(variant.name());
		if (Files.exists(folder)) {
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
		Files.createDirectories(folder);
		Path destination = folder.resolve("unpacked");
		java(folder, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", destination.toString());
		Path unpacked = destination.resolve(jar.getFileName());
		Path archive = folder.resolve("classes.jsa");
		java(folder, "-XX:ArchiveClassesAtExit=" + archive, QUIET, "-XX:+UseSerialGC",
				"-Dspring.context.exit=onRefresh", "-jar", unpacked.toString());
		return List.of(new Way(variant, "its jar", jar, List.of()), new Way(variant, "unpacked", unpacked, List.of()),
				new Way(variant, "unpacked, with an archive of classes", unpacked,
						List.of("-XX:SharedArchiveFile=" + archive, QUIET)));
	}

	private static void java(Path folder, String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(List.of(words));
		Path log = folder.resolve("preparation.log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new BenchmarkException("The service cannot be prepared: see " + log);
			}
		}
		finally {
			process.destroyForcibly();
		}
	}

	private double seconds(Way way, Sink sink) throws IOException, InterruptedException {
		double seconds;
		try (ServiceProcess service = ServiceProcess.start(way.jar(), way.options(), way.variant(), this.services,
				sink.address(), this.results)) {
			seconds = service.startUp().toNanos() / 1e9;
		}
		// The log of a service that does not start stays.
		Files.deleteIfExists(ServiceProcess.log(way.variant(), this.results));
		return seconds;
	}

	private static String table(List<Way> ways, double[][] seconds) {
		StringBuilder table = new StringBuilder("| start until the first answer | seconds | to Actuator's jar |\n");
		table.append("| --- | ---: | ---: |\n");
		for (int i = 0; i < ways.size(); i++) {
			double[] ratios = new double[ROUNDS];
			for (int round = 0; round < ROUNDS; round++) {
				ratios[round] = seconds[i][round] / seconds[0][round];
			}
			table.append("| ").append(ways.get(i).variant().title()).append(", ").append(ways.get(i).title());
			table.append(" | ").append(spread(seconds[i])).append(" | ").append(spread(ratios)).append(" |\n");
		}
		return table
			.append(String.format(Locale.ROOT, "%nMedian of %d rounds (least–greatest). %d processors, JDK %s.%n",
					ROUNDS, Runtime.getRuntime().availableProcessors(), Runtime.version()))
			.toString();
	}

	private static String spread(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", Report.median(sorted), sorted[0],
				sorted[sorted.length - 1]);
	}

	/**
	 * A way to start a service.
	 *
	 * @param variant the service
	 * @param title what is started
	 * @param jar the jar to start
	 * @param options options of the JVM
	 */
	private record Way(Variant variant, String title, Path jar, List<String> options) {

	}

}
