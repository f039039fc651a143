package dev.telltale.cli.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.files.Folders;

/**
 * Writes thirty days of history into the folder of a Prometheus that does not run yet:
 * error budgets that are partly spent, traffic with nights and weekends, and one
 * incident. It ends three hours before now, so that no window of an alert reaches from
 * the invented into the measured.
 * <p>
 * The folder gets all of it or nothing. Not safe for use by several threads.
 */
public final class BackFill {

	private static final Duration GAP = Duration.ofHours(3);

	/**
	 * The longest block that promtool makes below the tenth of the retention that
	 * Prometheus keeps in one: it merges none of them again while the stack starts.
	 */
	private static final Duration BLOCK = Duration.ofHours(54);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int AT_ONCE = 2;

	private final Path data;

	private final Executable promtool;

	private BackFill(Path data, Executable promtool) {
		this.data = data;
		this.promtool = promtool;
	}

	/**
	 * Return what fills a folder.
	 * @param prometheusData the folder, which is created if need be
	 * @param promtool the program that makes blocks of OpenMetrics
	 * @return the back-fill
	 */
	public static BackFill into(Path prometheusData, Executable promtool) {
		return new BackFill(prometheusData, promtool);
	}

	/**
	 * Return whether the folder holds no samples yet. Only then can it be filled: what
	 * was measured is not mixed with what was not.
	 * @return whether it is empty
	 */
	public boolean isPossible() {
		if (!Files.isDirectory(this.data)) {
			return true;
		}
		try (Stream<Path> files = Files.list(this.data)) {
			return files.noneMatch((file) -> file.endsWith("wal") || file.endsWith("chunks_head")
					|| Files.exists(file.resolve("meta.json")));
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Write the history.
	 * @param services whose history
	 * @param now the present
	 * @param progress is told what is under way
	 * @return what was written
	 * @throws BackFillException if the folder holds samples, or cannot be written
	 * @throws InterruptedException if this thread is interrupted
	 */
	public Written run(List<PastService> services, Instant now, Consumer<String> progress) throws InterruptedException {
		if (!isPossible()) {
			throw new BackFillException(
					"%s holds samples already: write the history into a new stack, after ./telltale down --wipe"
						.formatted(this.data));
		}
		long start = System.nanoTime();
		Past past = Past.until(now.minus(GAP));
		List<Series> series = new SeriesOfServices(past, now.getEpochSecond()).of(services);
		try {
			Files.createDirectories(this.data);
			// Beside the folder, so that a crash leaves nothing half in it.
			Path aside = Files.createTempDirectory(this.data.toAbsolutePath().getParent(), "history-");
			try {
				long samples = write(series, past, aside, progress);
				move(aside.resolve("blocks"));
				return new Written(series.size(), samples, Duration.ofNanos(System.nanoTime() - start));
			}
			finally {
				Folders.delete(aside);
			}
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	private BackFillException failure(IOException ex) {
		return new BackFillException(
				"cannot write the history into %s (%s): see whether it is yours and has room".formatted(this.data, ex));
	}

	// A file a block: promtool reads a file again for each block in it.
	private long write(List<Series> series, Past past, Path aside, Consumer<String> progress)
			throws IOException, InterruptedException {
		List<Long> blocks = new ArrayList<>();
		long length = BLOCK.toSeconds();
		for (long from = past.start() / length * length; from < past.end(); from += length) {
			blocks.add(from);
		}
		Path output = Files.createDirectories(aside.resolve("blocks"));
		AtomicInteger done = new AtomicInteger();
		AtomicLong samples = new AtomicLong();
		ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (long from : blocks) {
				futures.add(executor.submit(() -> {
					Path file = aside.resolve(from + ".om");
					samples.addAndGet(write(series, from, Math.min(from + length, past.end()), file));
					promtool(file, output);
					Files.delete(file);
					progress.accept("writing thirty days of history: %d of %d blocks".formatted(done.incrementAndGet(),
							blocks.size()));
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
			return samples.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof IOException failure) {
				throw failure;
			}
			throw (ex.getCause() instanceof BackFillException failure) ? failure
					: new IllegalStateException(ex.getCause());
		}
		finally {
			executor.shutdownNow();
			executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private static long write(List<Series> series, long from, long to, Path file) throws IOException {
		long samples = 0;
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			for (Series one : series) {
				String prefix = one.prefix();
				long end = Math.min(to, one.to());
				for (long time = one.first(from); time < end; time = one.next(time)) {
					double value = one.value().applyAsDouble(time);
					if (!Double.isNaN(value)) {
						out.append(prefix).append(text(value)).append(' ').append(Long.toString(time)).append('\n');
						samples++;
					}
				}
			}
			out.write("# EOF\n");
		}
		return samples;
	}

	// Nobody looks at the tenth digit.
	private static String text(double value) {
		return (value == Math.rint(value)) ? Long.toString((long) value)
				: Double.toString(Math.rint(value * 1e8) / 1e8);
	}

	private void promtool(Path file, Path output) throws IOException, InterruptedException {
		Path log = file.resolveSibling(file.getFileName() + ".log");
		Process process = new ProcessBuilder(this.promtool.command("tsdb", "create-blocks-from", "openmetrics",
				"--quiet", "--max-block-duration=" + BLOCK.toHours() + "h", file.toString(), output.toString()))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new BackFillException(
						"promtool makes no block within %d s: start without history".formatted(PATIENCE.toSeconds()));
			}
		}
		finally {
			process.destroyForcibly();
		}
		if (process.exitValue() != 0) {
			List<String> words = Files.readAllLines(log);
			throw new BackFillException("promtool makes no blocks of the history: "
					+ (words.isEmpty() ? "exit code " + process.exitValue() : words.get(words.size() - 1).strip()));
		}
	}

	private void move(Path blocks) throws IOException {
		try (Stream<Path> made = Files.list(blocks)) {
			for (Path block : made.toList()) {
				Files.move(block, this.data.resolve(block.getFileName()));
			}
		}
	}

	/**
	 * What was written.
	 *
	 * @param series how many series
	 * @param samples how many samples
	 * @param took how long it took
	 */
	public record Written(int series, long samples, Duration took) {

	}

}
