package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time and the memory of a request go, by Java Flight Recorder: each sample
 * belongs to whose code called into the JDK.
 */
public final class Profile {

	private static final Duration WARM_UP = Duration.ofSeconds(90);

	private static final Duration WINDOW = Duration.ofSeconds(20);

	private static final int METHODS = 25;

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
	 * Profile a variant.
	 * @param arguments the folder of the benchmarks and the name of the variant
	 */
	public static void main(String[] arguments) {
		try {
			if (arguments.length != 2) {
				throw new BenchmarkException("usage: benchmarks/profile [variant]");
			}
			run(Path.of(arguments[0]), Benchmark.variants(List.of(arguments[1])).get(0));
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

	private static void run(Path folder, Variant variant) throws IOException, InterruptedException {
		Path services = folder.resolve("services");
		Path results = Files.createDirectories(folder.resolve("target"));
		Path recording = results.resolve(variant.name() + ".jfr").toAbsolutePath();
		double requests;
		double cpuMicros;
		double allocated;
		try (Sink sink = new Sink();
				ServiceProcess service = ServiceProcess.start(Benchmark.jar(services.resolve(variant.module())),
						variant, services, sink.address(), results);
				Load load = new Load(service.port())) {
			System.err.println("Warming up ...");
			new WarmUp(service, load).run(WARM_UP);
			long before = load.requests();
			ServiceProcess.CpuTime cpu = service.cpuTime();
			try (Internals internals = new Internals(service.pid())) {
				long bytes = internals.allocatedBytes();
				load.run(WINDOW);
				requests = load.requests() - before;
				allocated = (internals.allocatedBytes() - bytes) / requests;
				cpuMicros = service.cpuTime().since(cpu).withoutCompilers() / 1e3 / requests;
			}
			System.err.println("Recording ...");
			jcmd(service.pid(), "JFR.start", "name=profile", "settings=profile");
			load.run(WINDOW);
			jcmd(service.pid(), "JFR.stop", "name=profile", "filename=" + recording);
		}
		Files.deleteIfExists(ServiceProcess.log(variant, results));
		System.out.printf(Locale.ROOT, "%s: %.0f µs of processor time and %.0f bytes a request, %.0f requests%n%n",
				variant.title(), cpuMicros, allocated, requests);
		of(recording, "jdk.ExecutionSample", false).print("Processor time", cpuMicros, "µs");
		of(recording, "jdk.ObjectAllocationSample", true).print("Allocation", allocated, "bytes");
		System.out.println(recording);
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

	private static Profile of(Path recording, String type, boolean isWeighted) throws IOException {
		Profile profile = new Profile();
		try (RecordingFile file = new RecordingFile(recording)) {
			while (file.hasMoreEvents()) {
				RecordedEvent event = file.readEvent();
				if (event.getEventType().getName().equals(type) && event.getStackTrace() != null) {
					profile.add(event.getStackTrace().getFrames(), isWeighted ? event.getLong("weight") : 1);
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

	private void print(String title, double perRequest, String unit) {
		System.out.println(table(title + " by owner", this.owners, perRequest, unit, Integer.MAX_VALUE));
		System.out.println(table(title + " by method", this.methods, perRequest, unit, METHODS));
	}

	private String table(String title, Map<String, Double> samples, double perRequest, String unit, int limit) {
		return samples.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Double>comparingByValue().reversed())
			.limit(limit)
			.map((entry) -> String.format(Locale.ROOT, "| %s | %.1f %% | %.1f |%n", entry.getKey(),
					100 * entry.getValue() / this.total, perRequest * entry.getValue() / this.total))
			.collect(Collectors.joining("",
					"| %s | share | %s a request |%n| --- | ---: | ---: |%n".formatted(title, unit), ""));
	}

}
