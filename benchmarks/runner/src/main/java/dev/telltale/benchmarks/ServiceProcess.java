package dev.telltale.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running service, as the kernel sees it in {@code /proc}. Its end is ours.
 */
final class ServiceProcess implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private final Process process;

	private final Thread hook;

	private final int port;

	private final Path log;

	private final Duration startUp;

	private final CpuTime startCpu;

	private ServiceProcess(Process process, int port, Path log) throws IOException, InterruptedException {
		this.process = process;
		this.port = port;
		this.log = log;
		this.hook = new Thread(process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.hook);
		long start = System.nanoTime();
		try {
			awaitAnswer(start + START_LIMIT.toNanos());
		}
		catch (BenchmarkException ex) {
			close();
			throw ex;
		}
		this.startUp = Duration.ofNanos(System.nanoTime() - start);
		this.startCpu = cpuTime();
	}

	static ServiceProcess start(Path jar, Variant variant, Path services, String sink, Path folder)
			throws IOException, InterruptedException {
		return start(jar, List.of(), variant, services, sink, folder);
	}

	static ServiceProcess start(Path jar, List<String> options, Variant variant, Path services, String sink,
			Path folder) throws IOException, InterruptedException {
		int port = freePort();
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// A compiler thread that ends takes its time with it, and it could not be
		// subtracted.
		command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads"));
		command.addAll(options);
		command.addAll(variant.javaOptions(services, sink));
		command.addAll(List.of("-jar", jar.toString(), "--server.address=127.0.0.1", "--server.port=" + port,
				"--server.tomcat.max-keep-alive-requests=-1", "--server.tomcat.keep-alive-timeout=-1",
				"--spring.main.banner-mode=off"));
		command.addAll(variant.arguments(services, sink));
		Path log = log(variant, folder);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		return new ServiceProcess(process, port, log);
	}

	Path log() {
		return this.log;
	}

	static Path log(Variant variant, Path folder) {
		return folder.resolve(variant.name() + ".log");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitAnswer(long deadline) throws InterruptedException {
		while (System.nanoTime() < deadline) {
			if (!this.process.isAlive()) {
				throw new BenchmarkException("The service ended before it answered: see " + this.log);
			}
			try (Connection connection = new Connection(this.port, "/orders/1")) {
				connection.exchange();
				return;
			}
			catch (IOException ex) {
				Thread.sleep(5);
			}
		}
		throw new BenchmarkException("The service did not answer within " + START_LIMIT.toSeconds() + " s");
	}

	int port() {
		return this.port;
	}

	Duration startUp() {
		return this.startUp;
	}

	CpuTime startCpu() {
		return this.startCpu;
	}

	long logBytes() throws IOException {
		return Files.size(this.log);
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Return the processor time used so far, by what used it.
	 * @return the time
	 * @throws IOException if the process is gone
	 */
	CpuTime cpuTime() throws IOException {
		CpuTime all = CpuTime.NONE;
		try (Stream<Path> tasks = Files.list(proc().resolve("task"))) {
			for (Path task : tasks.toList()) {
				try {
					all = all.plus(threadTime(task));
				}
				catch (NoSuchFileException ex) {
					// A thread that has just ended; what it used is small.
				}
			}
		}
		return all;
	}

	private static CpuTime threadTime(Path task) throws IOException {
		String name = Files.readString(task.resolve("comm"));
		long nanos = Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
		if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
			return new CpuTime(0, 0, 0, nanos);
		}
		if (name.startsWith("VM ") || name.startsWith("GC ")) {
			return new CpuTime(0, 0, nanos, 0);
		}
		// proc(5): the third field follows the name, utime and stime are 14 and 15.
		String stat = Files.readString(task.resolve("stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		long user = Long.parseLong(fields[11]);
		long system = Long.parseLong(fields[12]);
		long kernel = (user + system > 0) ? Math.round((double) nanos * system / (user + system)) : 0;
		return new CpuTime(nanos - kernel, kernel, 0, 0);
	}

	long residentBytes() throws IOException {
		for (String line : Files.readAllLines(proc().resolve("status"))) {
			if (line.startsWith("VmRSS:")) {
				return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
			}
		}
		throw new BenchmarkException("The kernel does not tell the memory of process " + this.process.pid());
	}

	private Path proc() {
		return Path.of("/proc", String.valueOf(this.process.pid()));
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
		Runtime.getRuntime().removeShutdownHook(this.hook);
	}

	/**
	 * Processor time, in nanoseconds.
	 *
	 * @param java that of threads in Java code
	 * @param kernel that of the same threads in the kernel
	 * @param machine that of the JVM's own threads, which collect garbage
	 * @param compilers that of the JIT compilers
	 */
	record CpuTime(long java, long kernel, long machine, long compilers) {

		static final CpuTime NONE = new CpuTime(0, 0, 0, 0);

		CpuTime plus(CpuTime other) {
			return new CpuTime(this.java + other.java, this.kernel + other.kernel, this.machine + other.machine,
					this.compilers + other.compilers);
		}

		CpuTime since(CpuTime earlier) {
			return new CpuTime(this.java - earlier.java, this.kernel - earlier.kernel, this.machine - earlier.machine,
					this.compilers - earlier.compilers);
		}

		long all() {
			return withoutCompilers() + this.compilers;
		}

		long withoutCompilers() {
			return this.java + this.kernel + this.machine;
		}

	}

}
