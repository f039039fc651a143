package dev.telltale.cli.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.cli.traffic.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * How each fault is made.
 */
final class Breakages {

	/** Longer than any bound of the demo's alerts; a run that needs more has failed. */
	static final Duration AT_MOST = Duration.ofMinutes(15);

	private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

	private static final int SOME_ANSWERS = 10;

	private Breakages() {
	}

	static Breakage of(Fault fault, Ground ground) {
		if (fault instanceof Fault.Requests requests) {
			return new Requests(requests, ground);
		}
		if (fault instanceof Fault.Sample sample) {
			return new Sample(sample, ground);
		}
		if (fault instanceof Fault.Kill) {
			return new Kill(ground);
		}
		if (fault instanceof Fault.Vanish) {
			return new Played("taken from the targets", () -> {
				ground.vanish(true);
				return ground.scope().toString();
			}, () -> ground.vanish(false));
		}
		if (fault instanceof Fault.Misconfigure misconfigure) {
			return new Misconfigured(misconfigure.component(), ground);
		}
		if (fault instanceof Fault.Certificate certificate) {
			return new Played("the address is probed", () -> {
				ground.playCertificate(Duration.ofDays(certificate.expiresIn()));
				return "expires in %d days".formatted(certificate.expiresIn());
			}, () -> ground.scope().values().forEach(ground::forget));
		}
		Fault.Exposition exposition = (Fault.Exposition) fault;
		return new Played("it is scraped", () -> {
			ground.play(exposition.job(), exposition.text());
			return exposition.job();
		}, () -> ground.forget(exposition.job()));
	}

	private interface Play {

		String begin();

	}

	/**
	 * Something to see for Prometheus.
	 */
	private static final class Played implements Breakage {

		private final String what;

		private final Play begin;

		private final Runnable end;

		private boolean played;

		private Played(String what, Play begin, Runnable end) {
			this.what = what;
			this.begin = begin;
			this.end = end;
		}

		@Override
		public Outcome begin() {
			this.played = true;
			return Outcome.good("%s: %s".formatted(this.what, this.begin.begin()));
		}

		@Override
		public Outcome end() {
			close();
			return Outcome.good("taken back");
		}

		@Override
		public void close() {
			if (this.played) {
				this.played = false;
				this.end.run();
			}
		}

	}

	/**
	 * Requests that answer as told.
	 */
	private static final class Requests implements Breakage {

		private final Fault.Requests fault;

		private final Ground ground;

		private @Nullable Traffic traffic;

		private Requests(Fault.Requests fault, Ground ground) {
			this.fault = fault;
			this.ground = ground;
		}

		@Override
		public Outcome begin() throws InterruptedException {
			Traffic traffic = Traffic.start(this.ground.service(false), List.of(this.fault.request()),
					this.fault.rate(), AT_MOST);
			this.traffic = traffic;
			this.ground.history().await(ANSWERS_WITHIN, () -> traffic.answered() >= SOME_ANSWERS);
			return answers(traffic);
		}

		@Override
		public Outcome end() {
			close();
			return (this.traffic != null) ? answers(this.traffic) : Outcome.bad("never began");
		}

		@Override
		public void close() {
			if (this.traffic != null) {
				this.traffic.close();
			}
		}

		private Outcome answers(Traffic traffic) {
			Map<Integer, Long> answers = traffic.answers();
			boolean asPlanned = answers.keySet().equals(Set.of(this.fault.status())) && traffic.lost() == 0;
			String seen = answers.entrySet()
				.stream()
				.map((answer) -> "%d × %d".formatted(answer.getValue(), answer.getKey()))
				.collect(Collectors.joining(", "));
			return new Outcome(asPlanned, (seen.isEmpty() ? "no answer" : seen)
					+ ((traffic.lost() > 0) ? ", %d lost".formatted(traffic.lost()) : ""), null);
		}

	}

	/**
	 * A fault of the service itself.
	 */
	private static final class Sample implements Breakage {

		private static final Duration TIMEOUT = Duration.ofSeconds(10);

		private static final int ATTEMPTS = 3;

		private final HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(TIMEOUT)
			.build();

		private final Fault.Sample fault;

		private final URI address;

		private boolean broken;

		private Sample(Fault.Sample fault, Ground ground) {
			this.fault = fault;
			this.address = ground.service(fault.payments()).resolve("/faults/" + fault.fault());
		}

		@Override
		public Outcome begin() throws InterruptedException {
			Map<String, String> parameters = new TreeMap<>(this.fault.parameters());
			// Should this command be killed, the fault ends all the same.
			parameters.putIfAbsent("seconds", Long.toString(AT_MOST.toSeconds()));
			String query = parameters.entrySet()
				.stream()
				.map((parameter) -> parameter.getKey() + "="
						+ URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
				.collect(Collectors.joining("&"));
			this.broken = true;
			return call("PUT", URI.create(this.address + "?" + query), 200, "on");
		}

		@Override
		public Outcome end() throws InterruptedException {
			this.broken = false;
			return call("DELETE", this.address, 204, "off");
		}

		@Override
		public void close() {
			if (this.broken) {
				try {
					end();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		}

		private Outcome call(String method, URI address, int expected, String done) throws InterruptedException {
			String failure = "";
			// What is broken may be slow to hear.
			for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
				try {
					HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(address)
						.timeout(TIMEOUT)
						.method(method, BodyPublishers.noBody())
						.build(), BodyHandlers.ofString());
					return (response.statusCode() == expected) ? Outcome.good(done)
							: Outcome.bad("%d %s".formatted(response.statusCode(), response.body()));
				}
				catch (IOException ex) {
					failure = String.valueOf(ex.getMessage());
					TimeUnit.SECONDS.sleep(1);
				}
			}
			return Outcome.bad("%s does not answer: %s".formatted(address, failure));
		}

	}

	/**
	 * A configuration that cannot be read.
	 */
	private static final class Misconfigured implements Breakage {

		private final String component;

		private final Ground ground;

		private Misconfigured(String component, Ground ground) {
			this.component = component;
			this.ground = ground;
		}

		@Override
		public Outcome begin() throws InterruptedException {
			this.ground.misconfigure(this.component, true);
			return Outcome.good("told to read it again");
		}

		@Override
		public Outcome end() throws InterruptedException {
			this.ground.misconfigure(this.component, false);
			return Outcome.good("mended");
		}

		@Override
		public void close() {
			// The stack is the scenario's own, and ends with it.
		}

	}

	/**
	 * The end of the service.
	 */
	private static final class Kill implements Breakage {

		private final Ground ground;

		private Kill(Ground ground) {
			this.ground = ground;
		}

		@Override
		public Outcome begin() {
			this.ground.killService();
			return Outcome.good("stopped");
		}

		@Override
		public Outcome end() throws InterruptedException {
			this.ground.reviveService();
			return Outcome.good("started again");
		}

		@Override
		public void close() {
			// The ground takes the service away in any case.
		}

	}

}
