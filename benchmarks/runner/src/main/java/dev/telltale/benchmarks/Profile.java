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

	private static final Duration WINDOW = Duration.ofSeconds(30);

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
		for (Variant variant : variants) {
			Recording recording = record(folder, variant, What.TIME);
			Profile profile = of(recording.recording(), What.TIME);
			CpuTime cpu = recording.cpu();
			double divisor = 1000 * recording.requests();
			Map<String, Double> micros = new HashMap<>();
			profile.owners
				.forEach((owner, samples) -> micros.put(owner, cpu.java() / divisor * samples / profile.total));
			micros.put("the kernel", cpu.kernel() / divisor);
			micros.put("garbage collection", cpu.machine() / divisor);
			micros.put("all", cpu.withoutCompilers() / divisor);
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
		Path recording = record(folder, variant, What.TIME).recording();
		Profile profile = of(recording, What.TIME);
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
		Recording recording = record(folder, exact, What.ALLOCATION);
		Profile profile = of(recording.recording(), What.ALLOCATION);
		return "Of the %,.0f bytes that a request allocates, %s uses:%n%n%s%n%s".formatted(recording.bytes(),
				variant.title(),
				table("whose code", profile.owners, profile.total, recording.bytes(), "bytes", Integer.MAX_VALUE),
				table("method", profile.methods, profile.total, recording.bytes(), "bytes", METHODS));
	}

	private static Recording record(Path folder, Variant variant, What what) throws IOException, InterruptedException {
		Path services = folder.resolve("services");
		Path results = Files.createDirectories(folder.resolve("target"));
		Path recording = results.resolve(variant.name() + "-" + what + ".jfr").toAbsolutePath();
		Path settings = Files.writeString(results.resolve(what + ".jfc").toAbsolutePath(), what.settings());
		double bytes;
		double requests;
		CpuTime cpu;
		System.err.println("Recording " + what + " ...");
		try (Sink sink = new Sink();
				ServiceProcess service = ServiceProcess.start(Benchmark.jar(services.resolve(variant.module())),
						variant, services, sink.address(), results);
				Load load = new Load(service.port())) {
			new WarmUp(service, load).run(WARM_UP);
			try (Internals internals = new Internals(service.pid())) {
				long requestsBefore = load.requests();
				long bytesBefore = internals.allocatedBytes();
				CpuTime cpuBefore = service.cpuTime();
				load.run(WINDOW);
				requests = load.requests() - requestsBefore;
				bytes = (internals.allocatedBytes() - bytesBefore) / requests;
				cpu = service.cpuTime().since(cpuBefore);
			}
			jcmd(service.pid(), "JFR.start", "name=profile", "settings=" + settings);
			load.run(what.window);
			jcmd(service.pid(), "JFR.stop", "name=profile", "filename=" + recording);
		}
		Files.deleteIfExists(ServiceProcess.log(variant, results));
		return new Recording(recording, bytes, requests, cpu);
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

		TIME("jdk.ExecutionSample", "period", "10 ms", WINDOW, (event) -> 1),

		// Some hundred events a request.
		ALLOCATION("jdk.ObjectAllocationOutsideTLAB", "stackTrace", "true", Duration.ofSeconds(1),
				(event) -> event.getLong("allocationSize"));

		private final String event;

		private final String setting;

		private final String value;

		private final Duration window;

		private final ToDoubleFunction<RecordedEvent> weight;

		What(String event, String setting, String value, Duration window, ToDoubleFunction<RecordedEvent> weight) {
			this.event = event;
			this.setting = setting;
			this.value = value;
			this.window = window;
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

	private record Recording(Path recording, double bytes, double requests, CpuTime cpu) {

	}

}
