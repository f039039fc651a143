package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

import dev.telltale.benchmarks.Measurement.Paced;
import dev.telltale.benchmarks.Measurement.Request;
import dev.telltale.benchmarks.Measurement.Scrape;
import dev.telltale.benchmarks.Measurement.Start;
import dev.telltale.benchmarks.ServiceProcess.CpuTime;

/**
 * A variant that runs beside the others of its round. It works while it has its turn and
 * adds up what its turns cost.
 */
final class Candidate implements AutoCloseable {

	// How long the memory of requests is counted: it hardly differs from one to the next.
	private static final Duration MEMORY = Duration.ofSeconds(2);

	private final Variant variant;

	private final Sink sink;

	private final ServiceProcess service;

	private final Load load;

	private final Starts starts;

	private final Tally requests = new Tally();

	private final Tally paced = new Tally();

	private final Tally scrapes = new Tally();

	private final List<long[]> latencies = new ArrayList<>();

	private final List<Double> scrapeMillis = new ArrayList<>();

	private long logBytes;

	private long scrapeBytes;

	private boolean quiet;

	private Candidate(Variant variant, Sink sink, ServiceProcess service, Starts starts) {
		this.variant = variant;
		this.sink = sink;
		this.service = service;
		this.load = new Load(service.port());
		this.starts = starts;
	}

	static Candidate start(Variant variant, Path folder, Starts starts) throws IOException, InterruptedException {
		Path services = folder.resolve("services");
		Path results = Benchmark.results(folder);
		Sink sink = new Sink();
		try {
			Path jar = Benchmark.jar(services.resolve(variant.module()));
			ServiceProcess service = ServiceProcess.start(jar, variant, services, sink.address(), results);
			starts.add(service.startUp(), service.startCpu());
			return new Candidate(variant, sink, service, starts);
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			sink.close();
			throw ex;
		}
	}

	Variant variant() {
		return this.variant;
	}

	void warmUp(Duration limit) throws IOException, InterruptedException {
		this.quiet = new WarmUp(this.service, this.load).run(limit);
	}

	/**
	 * Take a turn of requests of which each follows the one before.
	 * @param turn how long it is
	 */
	void request(Duration turn) throws IOException, InterruptedException {
		long requestsBefore = this.load.requests();
		long logBefore = this.service.logBytes();
		CpuTime before = this.service.cpuTime();
		this.load.run(turn);
		this.requests.add(this.service.cpuTime().since(before), this.load.requests() - requestsBefore);
		this.logBytes += this.service.logBytes() - logBefore;
	}

	/**
	 * Take a turn of requests at a fixed rate.
	 * @param turn how long it is
	 */
	void pace(Duration turn) throws IOException, InterruptedException {
		CpuTime before = this.service.cpuTime();
		long[] nanos = new PacedLoad(this.service.port(), Plan.RATE).run(turn);
		this.paced.add(this.service.cpuTime().since(before), nanos.length);
		this.latencies.add(nanos);
	}

	/**
	 * Take a turn of scrapes.
	 * @param count how many there are
	 */
	void scrape(int count) throws IOException {
		if (!this.variant.isScraped()) {
			return;
		}
		try (Connection connection = new Connection(this.service.port(), "/actuator/prometheus")) {
			CpuTime before = this.service.cpuTime();
			for (int i = 0; i < count; i++) {
				long start = System.nanoTime();
				this.scrapeBytes = connection.exchange();
				this.scrapeMillis.add((System.nanoTime() - start) / 1e6);
			}
			this.scrapes.add(this.service.cpuTime().since(before), count);
		}
	}

	/**
	 * Forget what the turns have cost so far: they were to get used to taking turns.
	 */
	void forget() {
		this.requests.clear();
		this.paced.clear();
		this.scrapes.clear();
		this.latencies.clear();
		this.scrapeMillis.clear();
		this.logBytes = 0;
	}

	/**
	 * Return what the turns have cost, and what is asked last since asking has its price.
	 * @return the measurement
	 */
	Measurement measurement() throws IOException, InterruptedException {
		if (this.variant.isTraced() && this.sink.traceBytes() == 0) {
			throw new BenchmarkException(this.variant.title() + " exported no span: see " + this.service.log());
		}
		double resident = this.service.residentBytes() / 1e6;
		double allocated = allocatedBytes();
		double live;
		try (Internals internals = new Internals(this.service.pid())) {
			live = internals.liveBytes() / 1e6;
		}
		long[] nanos = this.latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
		return new Measurement(
				new Request(requestMicros(CpuTime::withoutCompilers), allocated, this.logBytes / this.requests.count()),
				new Paced(this.paced.micros(), PacedLoad.quantile(nanos, 0.5) / 1e3,
						PacedLoad.quantile(nanos, 0.99) / 1e3),
				new Start(this.starts.seconds(), this.starts.cpuSeconds(), resident, live),
				this.scrapeMillis.isEmpty() ? Scrape.NONE
						: new Scrape(this.scrapeBytes, this.scrapes.micros() / 1e3, Report.median(this.scrapeMillis)),
				this.quiet);
	}

	/**
	 * Count the memory of requests.
	 * @return the bytes that all threads of the service allocate for a request
	 */
	double allocatedBytes() throws IOException, InterruptedException {
		try (Internals internals = new Internals(this.service.pid())) {
			long requestsBefore = this.load.requests();
			long bytes = internals.allocatedBytes();
			this.load.run(MEMORY);
			// First what was first read, so that both span the same time.
			long requestsAfter = this.load.requests();
			return (double) (internals.allocatedBytes() - bytes) / (requestsAfter - requestsBefore);
		}
	}

	/**
	 * Return the processor time of a request in the turns so far.
	 * @param part which part of it
	 * @return microseconds
	 */
	double requestMicros(ToLongFunction<CpuTime> part) {
		return part.applyAsLong(this.requests.cpu) / 1e3 / this.requests.count;
	}

	long pid() {
		return this.service.pid();
	}

	@Override
	public void close() throws InterruptedException {
		this.load.close();
		this.service.close();
		this.sink.close();
	}

	/**
	 * Processor time and what it was spent on.
	 */
	private static final class Tally {

		private CpuTime cpu = CpuTime.NONE;

		private long count;

		void add(CpuTime cpu, long count) {
			this.cpu = this.cpu.plus(cpu);
			this.count += count;
		}

		void clear() {
			this.cpu = CpuTime.NONE;
			this.count = 0;
		}

		double count() {
			return this.count;
		}

		double micros() {
			return this.cpu.withoutCompilers() / 1e3 / this.count;
		}

	}

}
