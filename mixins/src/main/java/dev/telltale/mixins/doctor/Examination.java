package dev.telltale.mixins.doctor;

import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.prometheus.PrometheusClient;

/**
 * Everything that a mixin asks, put to a Prometheus at one instant.
 */
public final class Examination {

	private final Inventory inventory;

	private final Doctor doctor;

	private Examination(Inventory inventory, Doctor doctor) {
		this.inventory = inventory;
		this.doctor = doctor;
	}

	/**
	 * Return the examination of a Prometheus.
	 * @param mixin the mixin
	 * @param config what differs from its {@code _config}
	 * @param scrapeInterval how often Prometheus scrapes, as Grafana's data source is
	 * told
	 * @param prometheus the Prometheus
	 * @param instant the instant
	 * @return the examination, of which nothing was asked yet
	 */
	public static Examination of(Mixin mixin, Map<String, ?> config, Duration scrapeInterval,
			PrometheusClient prometheus, Instant instant) {
		Inventory inventory = Inventory.of(mixin.render(config));
		Doctor doctor = new Doctor(Answers.of(prometheus, instant), Catalogue.bundled(), inventory,
				Surroundings.of(mixin, config, scrapeInterval));
		return new Examination(inventory, doctor);
	}

	/**
	 * Return what is asked.
	 * @return the inventory
	 */
	public Inventory inventory() {
		return this.inventory;
	}

	/**
	 * Return who asks.
	 * @return the doctor, safe for use by several threads
	 */
	public Doctor doctor() {
		return this.doctor;
	}

	/**
	 * Ask everything that is for Prometheus. What it refuses, or does not answer in time,
	 * is a finding like others.
	 * @param threads how many questions are under way together
	 * @param limit how long all of it may take; what is left then is not asked
	 * @param progress is told how many questions are answered
	 * @return the results, in the order of the inventory
	 * @throws ApiException if Prometheus cannot be reached
	 * @throws InterruptedException if this thread is interrupted
	 */
	public List<Result> run(int threads, Duration limit, IntConsumer progress) throws InterruptedException {
		long deadline = System.nanoTime() + limit.toNanos();
		AtomicInteger answered = new AtomicInteger();
		ExecutorService executor = Executors.newFixedThreadPool(threads, (task) -> {
			Thread thread = new Thread(task, "doctor");
			thread.setDaemon(true);
			return thread;
		});
		try {
			List<Future<Result>> futures = new ArrayList<>();
			for (Question question : questions()) {
				futures.add(executor.submit(() -> {
					Result result = new Result(question, diagnose(question, deadline));
					progress.accept(answered.incrementAndGet());
					return result;
				}));
			}
			List<Result> results = new ArrayList<>();
			for (Future<Result> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof ApiException failure) ? failure : new IllegalStateException(ex.getCause());
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * Return the questions that are for Prometheus.
	 * @return the questions, in the order of the inventory
	 */
	public List<Question> questions() {
		return this.inventory.questions()
			.stream()
			.filter((question) -> question.kind() != Question.Kind.LOGS && question.kind() != Question.Kind.TRACES)
			.toList();
	}

	private Diagnosis diagnose(Question question, long deadline) {
		if (System.nanoTime() > deadline) {
			return new Diagnosis(Finding.NOT_ANSWERED, null, "It was not asked, for time was up.",
					"Allow more time, or more questions at once.");
		}
		try {
			return this.doctor.diagnose(question);
		}
		catch (ApiException ex) {
			if (ex.status() == 0 && !isLate(ex)) {
				throw ex;
			}
			return new Diagnosis(Finding.NOT_ANSWERED, null, ex.getMessage() + ".",
					"Ask it alone; if it is too much for this Prometheus, record it or narrow it.");
		}
	}

	private static boolean isLate(ApiException ex) {
		return ex.getCause() instanceof HttpTimeoutException && !(ex.getCause() instanceof HttpConnectTimeoutException);
	}

	/**
	 * What came of a question.
	 *
	 * @param question the question
	 * @param diagnosis what the doctor said
	 */
	public record Result(Question question, Diagnosis diagnosis) {

	}

}
