package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import dev.telltale.benchmarks.ServiceProcess.CpuTime;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time and the memory of a request go, by Java Flight Recorder. Each sample
 * belongs to whose code called into the JDK.
 */
public final class Profile {

	private static final Duration WARM_UP = Duration.ofSeconds(90);

	private static final Duration TURN = Duration.ofMillis(500);

	private static final int TURNS = 60;

	private static final String JAVA = "Java code";

	private static final int METHODS = 20;

	// The first that fits.
	private static final Map<String, String> OWNERS = new LinkedHashMap<>();

	static {
		OWNERS.put("dev.telltale.benchmarks.", "the service");
		OWNERS.put("dev.telltale.observability.", "Telltale");
		OWNERS.put("io.micrometer.tracing.", "Micrometer Tracing");
		OWNERS.put("io.micrometer.", "Micrometer");
		OWNERS.put("io.prometheus.", "Prometheus client");
		OWNERS.put("io.opentelemetry.", "OpenTelemetry");
		OWNERS.put("net.logstash.", "logging");
		OWNERS.put("ch.qos.logback.", "logging");
		OWNERS.put("org.slf4j.", "logging");
		OWNERS.put("tools.jackson.", "Jackson");
		OWNERS.put("org.apache.", "Tomcat");
		OWNERS.put("org.springframework.", "Spring");
	}

	private final Map<String, Double> owners = new HashMap<>();

	private final Map<String, Double> methods = new HashMap<>();

	private double total;

	private Profile() {
	}

	/**
	 * Profile a variant, or compare the time of several.
	 * @param arguments the folder of the benchmarks and the names of the variants
	 */
	public static void main(String[] arguments) {
		Work.orExit(() -> {
			if (arguments.length < 2) {
				throw new BenchmarkException("usage: benchmarks/profile [variant ...]");
			}
			Path folder = Path.of(arguments[0]);
			List<Variant> variants = Benchmark.variants(List.of(arguments).subList(1, arguments.length));
			Variant first = variants.get(0);
			boolean isOne = variants.size() == 1;
			String tables = isOne ? time(folder, first) + "\n" + allocation(folder, first) : times(folder, variants);
			Path page = folder.resolve(isOne ? "target/profile-" + first.name() + ".md" : "target/profiles.md");
			Files.writeString(page, tables);
			System.out.println(tables);
			System.out.println(page);
		});
	}

	// Samples say whose the time in Java code is, the kernel how much that is.
	private static String times(Path folder, List<Variant> variants) throws IOException, InterruptedException {
		List<Map<String, Double>> columns = new ArrayList<>();
		for (Recording recording : record(folder, variants, What.TIME)) {
			Profile profile = of(recording.file(), What.TIME);
			Map<String, Double> micros = new HashMap<>(recording.micros());
			double java = micros.remove(JAVA);
			profile.owners.forEach((owner, samples) -> micros.put(owner, java * samples / profile.total));
			columns.add(micros);
		}
		Map<String, Double> last = columns.get(columns.size() - 1);
		String head = "| microseconds of a request |"
				+ variants.stream().map((variant) -> " " + variant.title() + " |").collect(Collectors.joining())
				+ "\n| --- |" + " ---: |".repeat(variants.size()) + "\n";
		return columns.stream()
			.flatMap((column) -> column.keySet().stream())
			.distinct()
			.sorted(Comparator.comparing((String owner) -> last.getOrDefault(owner, 0.0)).reversed())
			.map((owner) -> "| " + owner + " |"
					+ columns.stream()
						.map((column) -> String.format(Locale.ROOT, " %.1f |", column.getOrDefault(owner, 0.0)))
						.collect(Collectors.joining()))
			.collect(Collectors.joining("\n", head, "\n"));
	}

	private static String time(Path folder, Variant variant) throws IOException, InterruptedException {
		Recording recording = record(folder, List.of(variant), What.TIME).get(0);
		Profile profile = of(recording.file(), What.TIME);
		return "Of the time in Java code, and so without the kernel's, %s uses:%n%n%s%n%s".formatted(variant.title(),
				table("whose code", profile.owners, profile.total, 1, "", Integer.MAX_VALUE),
				table("method", profile.methods, profile.total, 1, "", METHODS));
	}

	// The JVM tells of an allocation where a thread needs a new buffer, the same place
	// again and again if all requests allocate the same. So there are no buffers; and it
	// is G1, with which compiled code takes nothing from the heap by itself.
	private static String allocation(Path folder, Variant variant) throws IOException, InterruptedException {
		List<String> options = new ArrayList<>(variant.javaOptions());
		options.addAll(List.of("-XX:-UseTLAB", "-XX:-UseSerialGC", "-XX:+UseG1GC"));
		Variant exact = new Variant(variant.name(), variant.title(), variant.module(), options, variant.arguments(),
				variant.isScraped(), variant.isTraced());
		Recording recording = record(folder, List.of(exact), What.ALLOCATION).get(0);
		Profile profile = of(recording.file(), What.ALLOCATION);
		return "Of the %,.0f bytes that a request allocates, %s uses:%n%n%s%n%s".formatted(recording.bytes(),
				variant.title(),
				table("whose code", profile.owners, profile.total, recording.bytes(), "bytes", Integer.MAX_VALUE),
				table("method", profile.methods, profile.total, recording.bytes(), "bytes", METHODS));
	}

	private static List<Recording> record(Path folder, List<Variant> variants, What what)
			throws IOException, InterruptedException {
		Path results = Benchmark.results(folder);
		Path settings = Files.writeString(results.resolve(what + ".jfc").toAbsolutePath(), what.settings());
		List<Recording> recordings = new ArrayList<>();
		try (Candidates candidates = Candidates.start(variants, 1, folder, System.err::println)) {
			candidates.warmUp(WARM_UP);
			System.err.println("measuring");
			candidates.takeTurns(Candidates.GETTING_USED, (candidate) -> candidate.request(TURN));
			candidates.forEach(Candidate::forget);
			candidates.takeTurns(TURNS, (candidate) -> candidate.request(TURN));
			for (Candidate candidate : candidates) {
				Path file = results.resolve(candidate.variant().name() + "-" + what + ".jfr").toAbsolutePath();
				double bytes = candidate.allocatedBytes();
				recordings.add(new Recording(file, bytes,
						Map.of("all", candidate.requestMicros(CpuTime::withoutCompilers), JAVA,
								candidate.requestMicros(CpuTime::java), "the kernel",
								candidate.requestMicros(CpuTime::kernel), "garbage collection",
								candidate.requestMicros(CpuTime::machine))));
			}
			System.err.println("recording " + what);
			for (Candidate candidate : candidates) {
				jcmd(candidate.pid(), "JFR.start", "name=profile", "settings=" + settings);
			}
			candidates.takeTurns(what.turns, (candidate) -> candidate.request(TURN));
			int next = 0;
			for (Candidate candidate : candidates) {
				jcmd(candidate.pid(), "JFR.stop", "name=profile", "filename=" + recordings.get(next++).file());
			}
		}
		for (Variant variant : variants) {
			Files.deleteIfExists(ServiceProcess.log(variant, results));
		}
		return recordings;
	}

	private static void jcmd(long pid, String... command) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid)));
		line.addAll(List.of(command));
		Process process = new ProcessBuilder(line).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
			process.destroyForcibly();
			throw new BenchmarkException("jcmd failed: " + String.join(" ", line));
		}
	}

	private static Profile of(Path recording, What what) throws IOException {
		Profile profile = new Profile();
		try (RecordingFile file = new RecordingFile(recording)) {
			while (file.hasMoreEvents()) {
				RecordedEvent event = file.readEvent();
				if (event.getEventType().getName().equals(what.event) && event.getStackTrace() != null) {
					profile.add(event.getStackTrace().getFrames(), what.weight.applyAsDouble(event));
				}
			}
		}
		return profile;
	}

	private void add(List<RecordedFrame> frames, double weight) {
		this.total += weight;
		for (RecordedFrame frame : frames) {
			String type = frame.getMethod().getType().getName();
			String owner = owner(type);
			if (owner != null) {
				this.owners.merge(owner, weight, Double::sum);
				this.methods.merge(type + "." + frame.getMethod().getName(), weight, Double::sum);
				return;
			}
		}
		this.owners.merge("JVM and JDK", weight, Double::sum);
	}

	private static String owner(String type) {
		return OWNERS.entrySet()
			.stream()
			.filter((owner) -> type.startsWith(owner.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static String table(String title, Map<String, Double> samples, double total, double of, String unit,
			int limit) {
		String head = unit.isEmpty() ? "| %s | share |%n| --- | ---: |%n".formatted(title)
				: "| %s | share | %s |%n| --- | ---: | ---: |%n".formatted(title, unit);
		return samples.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Double>comparingByValue().reversed())
			.limit(limit)
			.map((entry) -> {
				double share = entry.getValue() / total;
				String name = (limit == METHODS) ? "`" + entry.getKey() + "`" : entry.getKey();
				return unit.isEmpty() ? String.format(Locale.ROOT, "| %s | %.1f %% |%n", name, 100 * share)
						: String.format(Locale.ROOT, "| %s | %.1f %% | %,.0f |%n", name, 100 * share, of * share);
			})
			.collect(Collectors.joining("", head, ""));
	}

	/**
	 * What is recorded.
	 */
	private enum What {

		TIME("jdk.ExecutionSample", "period", "10 ms", TURNS, (event) -> 1),

		// Some hundred events a request.
		ALLOCATION("jdk.ObjectAllocationOutsideTLAB", "stackTrace", "true", 2,
				(event) -> event.getLong("allocationSize"));

		private final String event;

		private final String setting;

		private final String value;

		private final int turns;

		private final ToDoubleFunction<RecordedEvent> weight;

		What(String event, String setting, String value, int turns, ToDoubleFunction<RecordedEvent> weight) {
			this.event = event;
			this.setting = setting;
			this.value = value;
			this.turns = turns;
			this.weight = weight;
		}

		String settings() {
			return """
					<?xml version="1.0" encoding="UTF-8"?>
					<configuration version="2.0">
						<event name="%s">
							<setting name="enabled">true</setting>
							<setting name="%s">%s</setting>
						</event>
					</configuration>
					""".formatted(this.event, this.setting, this.value);
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * A recording, and what was measured before it.
	 *
	 * @param file the recording
	 * @param bytes that a request allocates
	 * @param micros processor time of a request in microseconds, by what used it
	 */
	private record Recording(Path file, double bytes, Map<String, Double> micros) {

	}

}
