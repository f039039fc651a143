package dev.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Variants that run side by side and take short turns: a machine that is shared changes
 * its speed within a minute, and so all of them meet the same.
 */
final class Candidates implements AutoCloseable, Iterable<Candidate> {

	/**
	 * How many turns it takes to get used to them: the first cost more.
	 */
	static final int GETTING_USED = 4;

	private final List<Candidate> running = new ArrayList<>();

	private final Consumer<String> progress;

	private Candidates(Consumer<String> progress) {
		this.progress = progress;
	}

	/**
	 * Start variants.
	 * @param variants the variants, in the order of their turns
	 * @param times how many times each is started; the last goes on
	 * @param folder the folder of the benchmarks
	 * @param progress is told what is done
	 * @return the variants that run
	 */
	static Candidates start(List<Variant> variants, int times, Path folder, Consumer<String> progress)
			throws IOException, InterruptedException {
		Map<String, Starts> starts = new TreeMap<>();
		Candidates candidates = new Candidates(progress);
		try {
			for (int start = 1; start <= times; start++) {
				for (Variant variant : variants) {
					progress.accept("starting " + variant.title());
					Candidate candidate = Candidate.start(variant, folder,
							starts.computeIfAbsent(variant.name(), (name) -> new Starts()));
					if (start < times) {
						candidate.close();
					}
					else {
						candidates.running.add(candidate);
					}
				}
			}
			return candidates;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			candidates.close();
			throw ex;
		}
	}

	/**
	 * Warm up, each for itself.
	 * @param limit the longest that it may take for each
	 */
	void warmUp(Duration limit) throws IOException, InterruptedException {
		for (Candidate candidate : this.running) {
			this.progress.accept("warming up " + candidate.variant().title());
			candidate.warmUp(limit);
		}
	}

	/**
	 * Let each take its turn, again and again.
	 * @param count how many times
	 * @param turn what a turn is
	 */
	void takeTurns(int count, Turn turn) throws IOException, InterruptedException {
		for (int i = 0; i < count; i++) {
			for (Candidate candidate : this.running) {
				turn.take(candidate);
			}
		}
	}

	@Override
	public Iterator<Candidate> iterator() {
		return Collections.unmodifiableList(this.running).iterator();
	}

	@Override
	public void close() throws InterruptedException {
		for (Candidate candidate : this.running) {
			candidate.close();
		}
	}

	/**
	 * What a variant does when it has its turn.
	 */
	interface Turn {

		void take(Candidate candidate) throws IOException, InterruptedException;

	}

}
