package dev.telltale.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.RunningStack;
import dev.telltale.cli.traffic.Call;
import dev.telltale.cli.traffic.Schedule;
import dev.telltale.cli.traffic.Traffic;
import dev.telltale.cli.traffic.TrafficPattern;
import dev.telltale.cli.traffic.TrafficReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Sends traffic of a pattern to the service of the stack, or to any other.
 */
@Command(name = "traffic", sortOptions = false,
		description = { "Send traffic to the service of the stack that is up, or to any other.",
				"Requests go out when they are due, however slow the answers are. Exits with 1 if none was answered." },
		footer = { "", "Patterns:", "  steady       the rate, all the time",
				"  wave         a day from midnight to midnight: a tenth of the rate at night, all of it at noon and in the evening",
				"  spike        the rate, five times as much from two to three fifths of the time, the rate again",
				"  ramp         from nothing to the rate, evenly",
				"  retry-storm  the rate, and clients that try a failed request again at once, three times at most",
				"  seeds        the rate for three fifths of the time, a spike of 30, then 10 to /api/flaky and 5 to /api/slow" })
class TrafficCommand implements Callable<Integer> {

	private static final Duration LONGEST = Duration.ofDays(1);

	private static final int HIGHEST_RATE = 1_000;

	private static final long MOST_REQUESTS = 1_000_000;

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration NOTABLE_PAUSE = Duration.ofMillis(500);

	@Parameters(paramLabel = "PATTERN", description = "The shape of the traffic, see below.",
			converter = PatternConverter.class)
	private TrafficPattern pattern = TrafficPattern.STEADY;

	@Option(names = "--target", paramLabel = "URL",
			description = "The service to call, such as http://localhost:8080; that of the running stack if not given.")
	private @Nullable String target;

	@Option(names = "--allow-remote", description = "Let the target be on another machine.")
	private boolean allowRemote;

	@Option(names = "--call", paramLabel = "'METHOD PATH'", converter = CallConverter.class,
			description = "A request to make, such as 'GET /api/users'; several take turns. Those of the stack's service if not given.")
	private List<Call> calls = new ArrayList<>();

	@Option(names = "--rate", paramLabel = "N", defaultValue = "10",
			description = "Requests a second in ordinary times, at most " + HIGHEST_RATE
					+ "; ${DEFAULT-VALUE} if not given.")
	private int rate;

	@Option(names = "--duration", paramLabel = "TIME", defaultValue = "60s", converter = DurationConverter.class,
			description = "How long, such as 90s or 5m, at most 1d; ${DEFAULT-VALUE} if not given.")
	private Duration duration = Duration.ZERO;

	@Option(names = "--requests", paramLabel = "MAX", defaultValue = "" + MOST_REQUESTS,
			description = "How many requests at most, repeated ones included; ${DEFAULT-VALUE} if not given, which is the most.")
	private long requests;

	@Spec
	private @Nullable CommandSpec spec;

	private final Console console = TelltaleCommand.console();

	private final CountDownLatch stop = new CountDownLatch(1);

	private final CountDownLatch told = new CountDownLatch(1);

	@Override
	public Integer call() throws InterruptedException {
		check();
		URI service = target();
		Schedule schedule = this.pattern.schedule(calls(), this.rate, this.duration);
		Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt));
		this.console.line("Sending %d requests in %s to %s (%s); Ctrl-C ends it"
			.formatted(Math.min(schedule.count(), this.requests), text(schedule.length()), service, this.pattern));
		try (Traffic traffic = Traffic.start(service, schedule, this.pattern.retries(), this.requests)) {
			follow(traffic, schedule);
			traffic.close();
			TrafficReport report = traffic.report();
			tell(report, schedule, traffic);
			return (report.answered() > 0) ? 0 : 1;
		}
		finally {
			this.told.countDown();
		}
	}

	private void check() {
		require(this.rate >= 1 && this.rate <= HIGHEST_RATE, "--rate", "from 1 to " + HIGHEST_RATE);
		require(this.duration.compareTo(Duration.ofSeconds(1)) >= 0 && this.duration.compareTo(LONGEST) <= 0,
				"--duration", "from 1s to 1d");
		require(this.requests >= 1 && this.requests <= MOST_REQUESTS, "--requests", "from 1 to " + MOST_REQUESTS);
		if (this.pattern.isFixed() && !this.calls.isEmpty()) {
			throw wrong("The pattern %s has its own requests: leave --call out, or choose another pattern"
				.formatted(this.pattern));
		}
	}

	private void require(boolean condition, String option, String range) {
		if (!condition) {
			throw wrong("%s is out of range: choose a value %s".formatted(option, range));
		}
	}

	private ParameterException wrong(String message) {
		if (this.spec == null) {
			throw new IllegalStateException(message);
		}
		return new ParameterException(this.spec.commandLine(), message);
	}

	private List<Call> calls() {
		if (!this.calls.isEmpty() || this.target != null || this.pattern.isFixed()) {
			return this.calls;
		}
		List<Call> users = Home.locate().ofRunningStack().application().users();
		if (users.isEmpty()) {
			throw wrong("The service has no monitoring/traffic.yaml: name requests, such as --call 'GET /api/orders'");
		}
		return users;
	}

	private URI target() {
		if (this.target == null) {
			Home home = Home.locate();
			RunningStack stack = RunningStack.of(home);
			return stack.address(home.ofRunningStack().application().service().component().id());
		}
		URI address = address(this.target);
		if (!this.allowRemote && !isOnThisMachine(address.getHost())) {
			throw new CommandException(
					"%s is another machine: add --allow-remote if you are allowed to load it".formatted(address));
		}
		return address;
	}

	private URI address(String text) {
		try {
			URI address = new URI(text);
			boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
			if (http && address.getHost() != null && address.getRawQuery() == null && address.getUserInfo() == null) {
				return address;
			}
		}
		catch (URISyntaxException ex) {
			// Told below.
		}
		throw wrong("--target is no address of a service: write it like http://localhost:8080");
	}

	private static boolean isOnThisMachine(String host) {
		try {
			return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
		}
		catch (UnknownHostException ex) {
			throw new CommandException("there is no host '%s': see whether its name is right".formatted(host));
		}
	}

	private void follow(Traffic traffic, Schedule schedule) throws InterruptedException {
		while (!traffic.isDone()) {
			if (this.stop.await(200, TimeUnit.MILLISECONDS)) {
				traffic.close();
				awaitAnswers(traffic);
				return;
			}
			TrafficReport report = traffic.report();
			this.console.progress("%s of %s: %d sent, %d answered, %d of them failed, %d lost, p95 %s".formatted(
					text(report.elapsed()), text(schedule.length()), report.due(), report.answered(), report.failed(),
					report.lost(), report.latency(95)));
		}
	}

	// Whoever pressed Ctrl-C does not wait for a service that hangs.
	private static void awaitAnswers(Traffic traffic) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!traffic.isDone() && System.nanoTime() < deadline) {
			TimeUnit.MILLISECONDS.sleep(20);
		}
	}

	private void tell(TrafficReport report, Schedule schedule, Traffic traffic) {
		double seconds = report.elapsed().toMillis() / 1e3;
		row("sent", report.due(), "%.1f a second for %.1f s".formatted(report.due() / seconds, seconds));
		if (this.pattern.retries() > 0) {
			row("  repeated", report.retried(), "because an earlier one failed");
		}
		report.answers().forEach((status, count) -> row(String.valueOf(status), count, ""));
		report.unanswered().forEach((reason, count) -> row("lost", count, reason));
		if (report.notSent() > 0) {
			row("lost", report.notSent(), "not sent, for too many were under way");
		}
		if (report.underWay() > 0) {
			row("open", report.underWay(), "still under way");
		}
		if (report.answered() > 0) {
			this.console.line("  latency    p50 %s, p95 %s, p99 %s, max %s".formatted(report.latency(50),
					report.latency(95), report.latency(99), report.latency(100)));
		}
		if (traffic.isAtItsBound() && (schedule.count() > this.requests || report.retried() > 0)) {
			this.console.note("ended early: --requests allows %d".formatted(this.requests));
		}
		if (report.longestPause().compareTo(NOTABLE_PAUSE) > 0) {
			this.console.note("this machine stood still for %.1f s: the latencies tell of it too"
				.formatted(report.longestPause().toMillis() / 1e3));
		}
		if (report.answered() == 0) {
			this.console.failed("nothing was answered: check that the service runs");
		}
	}

	private void row(String what, long count, String more) {
		this.console.line("  %-10s %8d   %s".formatted(what, count, this.console.dim(more)).stripTrailing());
	}

	// Within the shutdown: the process ends when this returns.
	private void interrupt() {
		TelltaleCommand.stopping();
		this.stop.countDown();
		try {
			this.told.await(PATIENCE.multipliedBy(5).toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String text(Duration duration) {
		return duration.toSeconds() + " s";
	}

	/**
	 * Reads the names of patterns.
	 */
	static final class PatternConverter implements ITypeConverter<TrafficPattern> {

		@Override
		public TrafficPattern convert(String name) {
			return TrafficPattern.of(name)
				.orElseThrow(
						() -> new TypeConversionException("there is no pattern '%s': choose from %s".formatted(name,
								Arrays.stream(TrafficPattern.values())
									.map(TrafficPattern::toString)
									.collect(Collectors.joining(", ")))));
		}

	}

	/**
	 * Reads requests.
	 */
	static final class CallConverter implements ITypeConverter<Call> {

		@Override
		public Call convert(String text) {
			try {
				return Call.parse(text);
			}
			catch (IllegalArgumentException ex) {
				throw new TypeConversionException(ex.getMessage());
			}
		}

	}

}
