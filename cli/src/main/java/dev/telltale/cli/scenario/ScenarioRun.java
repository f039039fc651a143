package dev.telltale.cli.scenario;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.receiver.Notification;
import dev.telltale.cli.scenario.Scenario.ExpectedAlert;
import dev.telltale.cli.stack.Component;
import dev.telltale.cli.stack.Stack;
import dev.telltale.cli.stack.StackHistory;
import dev.telltale.cli.traffic.Traffic;
import dev.telltale.tools.prometheus.AlertState;
import org.jspecify.annotations.Nullable;

/**
 * Runs one scenario once. Every verdict is read from what the running systems stored: the
 * history of {@code ALERTS} in Prometheus and the receiver's log. Waiting only decides
 * when to look for the last time.
 */
final class ScenarioRun {

	private static final Duration LOAD_WITHIN = Duration.ofSeconds(30);

	// Longer than any bound of the demo's alerts; a run that needs more has failed.
	private static final Duration TRAFFIC_AT_MOST = Duration.ofMinutes(15);

	private static final Duration STALL = Duration.ofSeconds(2);

	private static final int SOME_ANSWERS = 10;

	private final Scenario scenario;

	private final Stack stack;

	private final StackHistory history;

	private final Console console;

	private final VerdictTable table;

	private final List<Verdict.Row> rows = new ArrayList<>();

	private final Instant begin = Instant.now();

	private Instant watched = this.begin;

	private boolean failed;

	ScenarioRun(Scenario scenario, Stack stack, Console console) {
		this.scenario = scenario;
		this.stack = stack;
		this.history = new StackHistory(stack.addresses());
		this.console = console;
		this.table = new VerdictTable(console);
	}

	Verdict run() throws InterruptedException {
		this.table.header(this.scenario);
		targetsUp();
		this.watched = Instant.now();
		rulesLoaded();
		Duration pause;
		try (Traffic users = Traffic.start(service(), Traffic.USERS, this.scenario.traffic().rate(), TRAFFIC_AT_MOST)) {
			usersServed(users);
			quiet();
			faultAndAlerts();
			pause = users.longestPause();
		}
		nothingElse();
		return new Verdict(this.scenario.name(), this.rows, stall(pause));
	}

	private void targetsUp() throws InterruptedException {
		int planned = this.stack.targets();
		step("targets up", "all %d targets are scraped".formatted(planned), () -> {
			await(LOAD_WITHIN, "targets",
					() -> this.history.targetCount() == planned && this.history.targetsDown().isEmpty());
			List<String> down = this.history.targetsDown();
			String seen = down.isEmpty() ? "%d are up".formatted(this.history.targetCount())
					: "down: " + String.join(", ", down);
			return new Outcome(down.isEmpty() && this.history.targetCount() == planned, seen,
					Duration.between(this.begin, Instant.now()));
		});
	}

	private void rulesLoaded() throws InterruptedException {
		for (ExpectedAlert expected : this.scenario.expect()) {
			step("rule", expected.alert() + " is loaded", () -> {
				boolean loaded = this.history.hasAlert(expected.alert());
				return new Outcome(loaded, loaded ? "loaded" : "Prometheus has no rule " + expected.alert(), null);
			});
		}
	}

	private void usersServed(Traffic users) throws InterruptedException {
		Scenario.UserTraffic traffic = this.scenario.traffic();
		long least = traffic.warmUp().toSeconds() * traffic.rate() / 2;
		step("traffic", "at least %d requests counted, none failed".formatted(least), () -> {
			await(traffic.warmUp().plus(LOAD_WITHIN), "users",
					() -> this.history.eventsSince(this.begin, "good") >= least);
			long good = this.history.eventsSince(this.begin, "good");
			long bad = this.history.eventsSince(this.begin, "bad");
			return new Outcome(good >= least && bad == 0 && users.lost() == 0,
					"%d good, %d bad, %d lost".formatted(good, bad, users.lost()),
					Duration.between(this.begin, Instant.now()));
		});
	}

	private void quiet() throws InterruptedException {
		step("quiet", "no alert before the fault", () -> {
			Set<String> alerts = new TreeSet<>();
			for (AlertState state : List.of(AlertState.PENDING, AlertState.FIRING)) {
				this.history.alertsSince(this.begin, state).forEach((labels) -> alerts.add(describe(labels)));
			}
			return new Outcome(alerts.isEmpty(), alerts.isEmpty() ? "none" : String.join(", ", alerts), null);
		});
	}

	private void faultAndAlerts() throws InterruptedException {
		Scenario.Fault fault = this.scenario.fault();
		// Nothing is broken for steps that will not be reached.
		Duration limit = this.failed ? Duration.ZERO : TRAFFIC_AT_MOST;
		Instant on = Instant.now();
		Instant off;
		try (Traffic failing = Traffic.start(service(), List.of(fault.request()), fault.rate(), limit)) {
			step("fault on", "%s answers %d".formatted(fault.request(), fault.status()), () -> {
				await(LOAD_WITHIN, "the fault", () -> failing.answered() >= SOME_ANSWERS);
				return answers(failing, Duration.between(on, Instant.now()));
			});
			for (ExpectedAlert expected : this.scenario.expect()) {
				raised(expected, AlertState.PENDING, on);
				raised(expected, AlertState.FIRING, on);
				delivered(expected, Notification.Status.FIRING, on);
			}
			failing.close();
			off = Instant.now();
			step("fault off", "every request of the fault answered %d".formatted(fault.status()),
					() -> answers(failing, null));
		}
		for (ExpectedAlert expected : this.scenario.expect()) {
			delivered(expected, Notification.Status.RESOLVED, off);
		}
	}

	private Outcome answers(Traffic failing, @Nullable Duration took) {
		Map<Integer, Long> answers = failing.answers();
		boolean asPlanned = answers.keySet().equals(Set.of(this.scenario.fault().status())) && failing.lost() == 0;
		String seen = answers.entrySet()
			.stream()
			.map((answer) -> "%d × %d".formatted(answer.getValue(), answer.getKey()))
			.reduce((one, other) -> one + ", " + other)
			.orElse("no answer");
		return new Outcome(asPlanned, (failing.lost() > 0) ? seen + ", %d lost".formatted(failing.lost()) : seen, took);
	}

	private void raised(ExpectedAlert expected, AlertState state, Instant since) throws InterruptedException {
		String name = state.name().toLowerCase(Locale.ROOT);
		Supplier<Duration> bound = () -> this.history.bound(expected.alert(), state);
		step(name, () -> "%s %s within %d s".formatted(expected.alert(), name, bound.get().toSeconds()), () -> {
			Duration limit = bound.get();
			Supplier<Optional<Instant>> first = () -> this.history.firstSeen(expected.alert(), expected.labels(), state,
					since);
			await(limit, name, () -> first.get().isPresent());
			return first.get()
				.map((seen) -> Duration.between(since, seen))
				.map((took) -> new Outcome(took.compareTo(limit) <= 0, "since " + labels(expected.labels()), took))
				.orElseGet(() -> new Outcome(false,
						"never; what it watches is " + this.history.signal(expected.alert()), null));
		});
	}

	private void delivered(ExpectedAlert expected, Notification.Status status, Instant since)
			throws InterruptedException {
		boolean firing = status == Notification.Status.FIRING;
		Supplier<Duration> bound = () -> firing ? this.history.deliveryBound(expected.alert())
				: this.history.resolutionBound(expected.alert());
		String verb = firing ? "notified" : "resolved";
		step(firing ? "delivered" : "resolved",
				() -> "%s %s within %d s".formatted(expected.receiver(), verb, bound.get().toSeconds()), () -> {
					Duration limit = bound.get();
					await(limit, "the notification", () -> !find(expected, status, since, true).isEmpty());
					List<Notification> found = find(expected, status, since, true);
					if (found.isEmpty()) {
						List<Notification> elsewhere = find(expected, status, since, false);
						return new Outcome(false,
								elsewhere.isEmpty() ? "never" : "went to " + elsewhere.get(0).receiver() + " instead",
								null);
					}
					Notification notification = found.get(0);
					Duration took = Duration.between(since, notification.receivedAt());
					return new Outcome(
							took.compareTo(limit) <= 0, "%s, %d alert%s".formatted(notification.receiver(),
									notification.alerts().size(), (notification.alerts().size() == 1) ? "" : "s"),
							took);
				});
	}

	private List<Notification> find(ExpectedAlert expected, Notification.Status status, Instant since,
			boolean atReceiver) {
		return this.stack.receiver()
			.notifications((notification) -> !notification.receivedAt().isBefore(since)
					&& (!atReceiver || notification.receiver().equals(expected.receiver()))
					&& notification.alerts()
						.stream()
						.anyMatch((alert) -> alert.status() == status && alert.name().equals(expected.alert())
								&& alert.labels().entrySet().containsAll(expected.labels().entrySet())));
	}

	private void nothingElse() throws InterruptedException {
		step("nothing else", "no other alert fired, nobody else was notified", () -> {
			Set<String> others = new TreeSet<>();
			for (Map<String, String> labels : this.history.alertsSince(this.begin, AlertState.FIRING)) {
				if (expectedFor(labels).isEmpty() && !this.scenario.allow().contains(labels.get("alertname"))) {
					others.add(describe(labels));
				}
			}
			for (Notification notification : this.stack.receiver().notifications(this::isOfThisRun)) {
				for (Notification.Alert alert : notification.alerts()) {
					if (!isWanted(notification, alert)) {
						others.add("%s to %s".formatted(alert.name(), notification.receiver()));
					}
				}
			}
			return new Outcome(others.isEmpty(), others.isEmpty() ? "none" : String.join(", ", others), null);
		});
	}

	private boolean isOfThisRun(Notification notification) {
		return !notification.receivedAt().isBefore(this.begin);
	}

	private boolean isWanted(Notification notification, Notification.Alert alert) {
		return StackHistory.isHeartbeat(alert.labels()) || this.scenario.allow().contains(alert.name())
				|| expectedFor(alert.labels()).stream()
					.anyMatch((expected) -> expected.receiver().equals(notification.receiver()));
	}

	private List<ExpectedAlert> expectedFor(Map<String, String> labels) {
		return this.scenario.expect()
			.stream()
			.filter((expected) -> expected.alert().equals(labels.get("alertname"))
					&& labels.entrySet().containsAll(expected.labels().entrySet()))
			.toList();
	}

	private static String describe(Map<String, String> labels) {
		return "%s{%s, %s}".formatted(labels.get("alertname"), labels.get("job"), labels.get("severity"));
	}

	private @Nullable String stall(Duration pause) {
		if (pause.compareTo(STALL) > 0) {
			return "this process stood still for %.1f s".formatted(pause.toMillis() / 1000.0);
		}
		long missed = this.history.missedScrapes(Component.SAMPLE_SERVICE.id(), this.watched);
		return (missed > 0) ? "Prometheus missed %d scrapes of the service".formatted(missed) : null;
	}

	private URI service() {
		return this.stack.addresses().of(Component.SAMPLE_SERVICE);
	}

	private static String labels(Map<String, String> labels) {
		return labels.toString();
	}

	private void await(Duration limit, String what, Supplier<Boolean> condition) throws InterruptedException {
		Instant start = Instant.now();
		this.history.await(limit, () -> {
			this.console.progress("waiting for %s (%d s of at most %d s)".formatted(what,
					Duration.between(start, Instant.now()).toSeconds(), limit.toSeconds()));
			return this.stack.death().isDone() || condition.get();
		});
		if (this.stack.death().isDone()) {
			throw new StackDiedException(this.stack.death().join());
		}
	}

	private void step(String name, String expected, Check check) throws InterruptedException {
		step(name, () -> expected, check);
	}

	private void step(String name, Supplier<String> expected, Check check) throws InterruptedException {
		Verdict.Row row;
		if (this.failed) {
			row = new Verdict.Row(name, "", "not reached", null, Verdict.Result.SKIPPED);
		}
		else {
			Outcome outcome = check.run();
			this.failed = !outcome.asExpected();
			row = new Verdict.Row(name, expected.get(), outcome.seen(), outcome.took(),
					outcome.asExpected() ? Verdict.Result.PASSED : Verdict.Result.FAILED);
		}
		this.rows.add(row);
		this.table.row(row);
	}

	private interface Check {

		Outcome run() throws InterruptedException;

	}

	private record Outcome(boolean asExpected, String seen, @Nullable Duration took) {

	}

}
