package dev.telltale.cli.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.telltale.cli.receiver.Notification;
import dev.telltale.cli.receiver.Notification.Status;
import dev.telltale.cli.scenario.Scenario.ExpectedAlert;
import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.cli.scenario.Scenario.Step;
import dev.telltale.cli.scenario.Scenario.Step.Action;
import dev.telltale.cli.stack.StackException;
import dev.telltale.cli.stack.StackHistory;
import dev.telltale.cli.traffic.Traffic;
import dev.telltale.tools.alertmanager.Matcher;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.prometheus.AlertState;
import dev.telltale.tools.prometheus.Target;
import org.jspecify.annotations.Nullable;

/**
 * Runs one scenario once. Every verdict is read from what the running systems stored: the
 * history of {@code ALERTS} in Prometheus and the receiver's log. Waiting only decides
 * when to look for the last time. Only what carries the labels of this run is judged.
 */
final class ScenarioRun {

	private static final Duration LOAD_WITHIN = Duration.ofSeconds(30);

	// Others may start meanwhile; the median is that of a minute.
	private static final Duration CALM_WITHIN = Duration.ofSeconds(90);

	private static final Duration FOUND_WITHIN = Duration.ofSeconds(15);

	private static final Duration STALL = Duration.ofSeconds(2);

	private static final Duration SILENCED_FOR = Duration.ofMinutes(15);

	private static final String PAGES = "critical";

	private final Scenario scenario;

	private final Ground ground;

	private final StackHistory history;

	private final Finder finder;

	private final VerdictListener listener;

	private final List<Verdict.Row> rows = new ArrayList<>();

	private final Map<String, Breakage> breakages = new HashMap<>();

	/** When the first fault began, or a part was killed: times count from there. */
	private @Nullable Instant broken;

	private @Nullable Instant mended;

	private final Map<String, Instant> fired = new LinkedHashMap<>();

	private final Map<String, Duration> detected = new TreeMap<>();

	private final Map<String, String> silences = new HashMap<>();

	private final Instant begin = Instant.now();

	private Instant watched = this.begin;

	private boolean failed;

	ScenarioRun(Scenario scenario, Ground ground, Finder finder, VerdictListener listener) {
		this.scenario = scenario;
		this.ground = ground;
		this.finder = finder;
		this.history = ground.history();
		this.listener = listener;
	}

	Verdict run() throws InterruptedException {
		Duration pause = Duration.ZERO;
		try {
			this.listener.progress(this.scenario, "waiting for its services");
			this.ground.open();
			targetsUp();
			this.watched = Instant.now();
			rulesLoaded();
			try (Traffic users = users()) {
				usersServed(users);
				quiet();
				for (Step step : this.scenario.steps()) {
					perform(step);
				}
				pause = (users != null) ? users.longestPause() : Duration.ZERO;
			}
			onePage();
			nothingElse();
		}
		catch (StackException | ScenarioException | ApiException ex) {
			this.failed = false;
			step("ran", "the scenario runs to its end", () -> Outcome.bad(String.valueOf(ex.getMessage())));
		}
		finally {
			this.breakages.values().forEach(Breakage::close);
		}
		return verdict(pause);
	}

	private Verdict verdict(Duration pause) {
		try {
			return new Verdict(this.scenario.name(), this.scenario.summary(), this.scenario.isSimulated(), this.rows,
					this.detected, unwanted().stream().map((labels) -> labels.getOrDefault("alertname", "")).toList(),
					beside(), this.begin, Instant.now(), stall(pause));
		}
		catch (ApiException ex) {
			// Prometheus is gone, which a row tells.
			return new Verdict(this.scenario.name(), this.scenario.summary(), this.scenario.isSimulated(), this.rows,
					this.detected, List.of(), Set.of(), this.begin, Instant.now(), null);
		}
	}

	private @Nullable Traffic users() {
		Scenario.UserTraffic traffic = this.scenario.traffic();
		return (traffic == null) ? null
				: Traffic.start(this.ground.service(false), this.ground.users(), traffic.rate(), Breakages.AT_MOST);
	}

	private void targetsUp() throws InterruptedException {
		int planned = this.ground.targets();
		if (planned == 0) {
			targetsUp("Prometheus scrapes itself", Map.of("job", "prometheus"), 1);
		}
		else {
			targetsUp("all %d targets of it are scraped".formatted(planned), this.ground.scope(), planned);
		}
	}

	private void targetsUp(String expected, Map<String, String> scope, int least) throws InterruptedException {
		step("targets up", expected, () -> {
			Supplier<Long> up = () -> this.history.targets(scope)
				.stream()
				.filter((target) -> target.health() == Target.Health.UP)
				.count();
			await(LOAD_WITHIN, "targets", () -> up.get() >= least);
			long seen = up.get();
			return new Outcome(seen >= least, "%d are up".formatted(seen), Duration.between(this.begin, Instant.now()));
		});
	}

	private void rulesLoaded() throws InterruptedException {
		for (ExpectedAlert expected : this.scenario.expect()) {
			step("rule", expected.alert() + " is loaded", () -> {
				if (!this.history.hasAlert(expected.alert())) {
					return Outcome.bad("Prometheus has no rule " + expected.alert());
				}
				Duration hold = this.history.hold(expected.alert(), labels(expected));
				if (expected.within() != null && expected.within().compareTo(hold) < 0) {
					return Outcome.bad("within %d s is impossible: its 'for' is %d s"
						.formatted(expected.within().toSeconds(), hold.toSeconds()));
				}
				return Outcome.good("loaded");
			});
		}
	}

	private void usersServed(@Nullable Traffic users) throws InterruptedException {
		Scenario.UserTraffic traffic = this.scenario.traffic();
		if (users == null || traffic == null) {
			return;
		}
		long least = traffic.warmUp().toSeconds() * traffic.rate() / 2;
		step("traffic", "at least %d requests counted, none failed".formatted(least), () -> {
			await(traffic.warmUp().plus(LOAD_WITHIN), "users",
					() -> this.history.eventsSince(this.ground.scope(), this.begin, "good") >= least);
			long good = this.history.eventsSince(this.ground.scope(), this.begin, "good");
			long bad = this.history.eventsSince(this.ground.scope(), this.begin, "bad");
			return new Outcome(good >= least && bad == 0 && users.lost() == 0,
					"%d good, %d bad, %d lost".formatted(good, bad, users.lost()),
					Duration.between(this.begin, Instant.now()));
		});
	}

	private void quiet() throws InterruptedException {
		step("quiet", "nothing fires before the fault, nothing expected is pending", () -> {
			Set<String> alerts = new TreeSet<>();
			Map<String, String> scope = this.ground.scope();
			this.history.alertsSince(scope, this.begin, AlertState.FIRING)
				.forEach((labels) -> alerts.add(describe(labels)));
			// What a service that just started is pending for a moment says nothing.
			this.history.alertsSince(scope, this.begin, AlertState.PENDING)
				.stream()
				.filter((labels) -> !expectedFor(labels).isEmpty())
				.forEach((labels) -> alerts.add(describe(labels)));
			return new Outcome(alerts.isEmpty(), alerts.isEmpty() ? "none" : String.join(", ", alerts), null);
		});
	}

	private void perform(Step step) throws InterruptedException {
		switch (step.action()) {
			case BEGIN -> begin(step.of());
			case END -> end(step.of());
			case FIRES -> {
				ExpectedAlert expected = expected(step);
				// Without a 'for' an alert fires at once.
				if (this.failed || !this.history.hold(expected.alert(), labels(expected)).isZero()) {
					raised(expected, AlertState.PENDING);
				}
				raised(expected, AlertState.FIRING);
			}
			case DELIVERED -> delivered(expected(step), Status.FIRING, broken());
			case FIND -> find();
			case UNTOLD -> untold(expected(step));
			case HOLDS -> holds(expected(step), time(step));
			case ENDS -> ends(expected(step));
			case RESOLVED -> delivered(expected(step), Status.RESOLVED, (this.mended != null) ? this.mended : broken());
			case LASTS -> lasts(time(step));
			case MUTE ->
				act("muted", "'%s' takes nothing".formatted(step.of()), () -> this.ground.mute(step.of(), true));
			case UNMUTE ->
				act("unmuted", "'%s' listens again".formatted(step.of()), () -> this.ground.mute(step.of(), false));
			case SILENCE -> act("silenced", step.of() + " is silenced", () -> silence(expected(step)));
			case UNSILENCE -> act("unsilenced", "the silence of %s expires".formatted(step.of()),
					() -> this.history.alertmanager().expireSilence(this.silences.get(step.of())));
			case RESTART -> step("restarted", step.of() + " is stopped and started again", () -> {
				Instant start = Instant.now();
				this.ground.restart(step.of());
				return new Outcome(true, "ready again", Duration.between(start, Instant.now()));
			});
			case KILL -> act("killed", step.of() + " is stopped for good", () -> {
				breakNow();
				this.ground.kill(step.of());
			});
		}
	}

	private void act(String name, String expected, Runnable action) throws InterruptedException {
		step(name, expected, () -> {
			action.run();
			return Outcome.good("done");
		});
	}

	private ExpectedAlert expected(Step step) {
		return this.scenario.expected(step.of()).orElseThrow();
	}

	private static Duration time(Step step) {
		return (step.time() != null) ? step.time() : Duration.ZERO;
	}

	private Instant broken() {
		return (this.broken != null) ? this.broken : this.begin;
	}

	private Instant breakNow() {
		Instant now = Instant.now();
		if (this.broken == null) {
			this.broken = now;
		}
		return now;
	}

	private void begin(String name) throws InterruptedException {
		Fault fault = this.scenario.faults().get(name);
		step("fault on", fault.toString(), () -> {
			if (fault instanceof Fault.Sample sample && sample.fault().equals("latency")) {
				Calm judge = new Calm(this.history.prometheus(), this.ground.scope());
				await(CALM_WITHIN, "the usual latency", judge::isThere);
				Outcome calm = judge.judge(sample);
				if (!calm.asExpected()) {
					return calm;
				}
			}
			Instant now = breakNow();
			Breakage breakage = Breakages.of(fault, this.ground);
			this.breakages.put(name, breakage);
			Outcome outcome = breakage.begin();
			return new Outcome(outcome.asExpected(), outcome.seen(), Duration.between(now, Instant.now()));
		});
	}

	private void end(String name) throws InterruptedException {
		step("fault off", this.scenario.faults().get(name) + ", no longer", () -> {
			this.mended = Instant.now();
			return this.breakages.get(name).end();
		});
	}

	private void raised(ExpectedAlert expected, AlertState state) throws InterruptedException {
		String name = state.name().toLowerCase(Locale.ROOT);
		Map<String, String> labels = labels(expected);
		Supplier<Duration> bound = () -> (expected.within() != null) ? expected.within()
				: this.history.bound(expected.alert(), labels, state);
		step(name, () -> "%s %s within %d s".formatted(expected.alert(), name, bound.get().toSeconds()), () -> {
			Instant since = broken();
			Duration limit = bound.get();
			Supplier<Optional<Instant>> first = () -> this.history.firstSeen(expected.alert(), labels, state, since);
			// An alert about the stack may have another cause than the first fault.
			await(limit, expected.alert() + " " + name, () -> first.get().isPresent());
			Optional<Instant> seen = first.get();
			if (seen.isEmpty()) {
				return Outcome.bad("never; what it watches is " + this.history.signal(expected.alert()));
			}
			Duration took = Duration.between(since, seen.get());
			if (state == AlertState.FIRING) {
				this.fired.put(expected.alert(), seen.get());
				this.detected.put(expected.alert(), took);
			}
			return new Outcome(took.compareTo(limit) <= 0 || expected.of() == Scenario.Whose.STACK,
					"since " + new TreeMap<>(labels), took);
		});
	}

	private void delivered(ExpectedAlert expected, Status status, Instant since) throws InterruptedException {
		boolean firing = status == Status.FIRING;
		Supplier<Duration> bound = () -> firing ? this.history.deliveryBound()
				: this.history.resolutionBound(expected.alert(), labels(expected));
		String verb = firing ? "notified" : "resolved";
		step(firing ? "delivered" : "resolved", () -> "%s hears of %s, %s within %d s".formatted(expected.receiver(),
				expected.alert(), verb, bound.get().toSeconds()), () -> {
					// A page that was refused is repeated with the next news.
					Instant from = firing ? this.fired.getOrDefault(expected.alert(), since) : since;
					Duration limit = bound.get();
					Instant waited = Instant.now();
					await(limit, "the notification", () -> !find(expected, status, since, true).isEmpty());
					List<Notification> found = find(expected, status, since, true);
					if (found.isEmpty()) {
						List<Notification> elsewhere = find(expected, status, since, false);
						return Outcome
							.bad(elsewhere.isEmpty() ? "never" : "went to " + elsewhere.get(0).receiver() + " instead");
					}
					Notification notification = found.get(0);
					Duration took = Duration.between(since, notification.receivedAt());
					Instant start = from.isAfter(waited) ? from : waited;
					return new Outcome(!notification.receivedAt().isAfter(start.plus(limit)),
							"%s, %d alert%s".formatted(notification.receiver(), notification.alerts().size(),
									(notification.alerts().size() == 1) ? "" : "s"),
							took);
				});
		if (expected.once() && !firing) {
			once(expected);
		}
	}

	/**
	 * Nobody hears twice of one thing, however many tell.
	 */
	private void once(ExpectedAlert expected) throws InterruptedException {
		step("once", "one notification of %s begins it, one ends it".formatted(expected.alert()), () -> {
			// What a twin had to tell would be here by then.
			pause(this.history.deliveryBound());
			int firing = find(expected, Status.FIRING, broken(), true).size();
			int resolved = find(expected, Status.RESOLVED, broken(), true).size();
			return new Outcome(firing == 1 && resolved == 1, "%d and %d".formatted(firing, resolved), null);
		});
	}

	private List<Notification> find(ExpectedAlert expected, Status status, Instant since, boolean atReceiver) {
		Map<String, String> labels = labels(expected);
		return this.ground.notifications(since)
			.stream()
			.filter((notification) -> (!atReceiver || notification.receiver().equals(expected.receiver()))
					&& notification.alerts()
						.stream()
						.anyMatch((alert) -> alert.status() == status && alert.name().equals(expected.alert())
								&& alert.labels().entrySet().containsAll(labels.entrySet())))
			.toList();
	}

	private void untold(ExpectedAlert expected) throws InterruptedException {
		String why = (expected.inhibitedBy() != null) ? "inhibited by " + expected.inhibitedBy() : "told to nobody";
		step((expected.inhibitedBy() != null) ? "inhibited" : "untold", "%s is %s".formatted(expected.alert(), why),
				() -> {
					// Long enough for a notification that would come.
					pause(this.history.groupWait().plus(Duration.ofSeconds(4)));
					List<Notification> told = find(expected, Status.FIRING, broken(), false);
					if (!told.isEmpty()) {
						return Outcome.bad("%s heard of it".formatted(told.get(0).receiver()));
					}
					if (expected.inhibitedBy() == null) {
						return Outcome.good("nobody heard of it");
					}
					return this.fired.containsKey(expected.inhibitedBy())
							? Outcome.good("nobody heard of it; %s fires".formatted(expected.inhibitedBy()))
							: Outcome.bad("nobody heard of it, but %s does not fire".formatted(expected.inhibitedBy()));
				});
	}

	private void holds(ExpectedAlert expected, Duration time) throws InterruptedException {
		Map<String, String> labels = labels(expected);
		step("holds", "%s fires on for %d s, nobody hears of an end".formatted(expected.alert(), time.toSeconds()),
				() -> {
					Instant since = Instant.now();
					pause(time);
					// It must have fired again in the last part of the time.
					Optional<Instant> last = this.history.lastSeen(expected.alert(), labels, AlertState.FIRING, since);
					if (!find(expected, Status.RESOLVED, broken(), false).isEmpty()) {
						return Outcome.bad("somebody heard of an end");
					}
					Instant recently = Instant.now().minus(time.dividedBy(2));
					return new Outcome(last.isPresent() && last.get().isAfter(recently),
							last.isPresent() ? "fires" : "does not fire again", null);
				});
	}

	private void ends(ExpectedAlert expected) throws InterruptedException {
		Map<String, String> labels = labels(expected);
		Supplier<Duration> bound = () -> this.history.resolutionBound(expected.alert(), labels);
		step("ends", () -> "%s no longer fires within %d s".formatted(expected.alert(), bound.get().toSeconds()),
				() -> {
					Duration cycles = Duration.ofSeconds(6);
					Supplier<Boolean> over = () -> this.history
						.lastSeen(expected.alert(), labels, AlertState.FIRING, Instant.now().minus(cycles))
						.isEmpty();
					Instant start = Instant.now();
					await(bound.get(), "the end of " + expected.alert(), over);
					return new Outcome(over.get(), over.get() ? "over" : "still fires",
							Duration.between(start, Instant.now()));
				});
	}

	private void lasts(Duration time) throws InterruptedException {
		step("lasts", "%d s pass".formatted(time.toSeconds()), () -> {
			pause(time);
			return Outcome.good("passed");
		});
	}

	private void silence(ExpectedAlert expected) {
		List<Matcher> matchers = new ArrayList<>(List.of(Matcher.equal("alertname", expected.alert())));
		this.ground.scope().forEach((name, value) -> matchers.add(Matcher.equal(name, value)));
		Instant now = Instant.now();
		this.silences.put(expected.alert(), this.history.alertmanager()
			.createSilence(matchers, now, now.plus(SILENCED_FOR), "telltale", this.scenario.name()));
	}

	private void find() throws InterruptedException {
		for (Scenario.Find find : this.scenario.find()) {
			if (find instanceof Scenario.Find.Trace && !this.ground.seesTraces()) {
				continue;
			}
			step("found", find.toString(), () -> {
				Instant start = Instant.now();
				// The newest spans, lines and samples are on their way.
				await(FOUND_WITHIN, find.toString(), () -> this.finder.find(find, broken()).asExpected());
				Outcome outcome = this.finder.find(find, broken());
				return new Outcome(outcome.asExpected(), outcome.seen(), Duration.between(start, Instant.now()));
			});
		}
	}

	/**
	 * One fault is at most one page a service, whatever of it burns or breaks.
	 */
	private void onePage() throws InterruptedException {
		step("one page", "at most one page a service", () -> {
			Map<String, Set<Map<String, String>>> groups = new TreeMap<>();
			for (Notification notification : notificationsOfThisRun()) {
				if (notification.receiver().equals(PAGES)) {
					groups.computeIfAbsent(notification.groupLabels().getOrDefault("job", ""), (job) -> new HashSet<>())
						.add(notification.groupLabels());
				}
			}
			int most = groups.values().stream().mapToInt(Set::size).max().orElse(0);
			return new Outcome(most <= 1, "%d".formatted(most), null);
		});
	}

	private void nothingElse() throws InterruptedException {
		step("nothing else", "no other alert fired, nobody else was notified", () -> {
			Set<String> others = unwanted().stream()
				.map(ScenarioRun::describe)
				.collect(Collectors.toCollection(TreeSet::new));
			for (Notification notification : notificationsOfThisRun()) {
				for (Notification.Alert alert : notification.alerts()) {
					// The end of what nobody heard of comes with the news of its group.
					if (alert.status() == Status.FIRING && !isWanted(notification, alert)) {
						others.add("%s to %s".formatted(alert.name(), notification.receiver()));
					}
				}
			}
			return new Outcome(others.isEmpty(), others.isEmpty() ? "none" : String.join(", ", others), null);
		});
	}

	private List<Notification> notificationsOfThisRun() {
		return this.ground.notifications(this.begin)
			.stream()
			.filter((notification) -> notification.alerts().stream().anyMatch((alert) -> isOfThisRun(alert.labels())))
			.toList();
	}

	private boolean isOfThisRun(Map<String, String> labels) {
		return labels.entrySet().containsAll(this.ground.scope().entrySet());
	}

	private boolean isWanted(Notification notification, Notification.Alert alert) {
		return StackHistory.isHeartbeat(alert.labels()) || this.scenario.allow().contains(alert.name())
				|| expectedFor(alert.labels()).stream()
					.anyMatch((expected) -> notification.receiver().equals(expected.receiver()));
	}

	private List<ExpectedAlert> expectedFor(Map<String, String> labels) {
		return this.scenario.expect()
			.stream()
			.filter((expected) -> expected.alert().equals(labels.get("alertname"))
					&& labels.entrySet().containsAll(labels(expected).entrySet()))
			.toList();
	}

	/**
	 * Return the labels that an expected alert must carry in this run.
	 */
	private Map<String, String> labels(ExpectedAlert expected) {
		Map<String, String> labels = new TreeMap<>();
		if (expected.of() != Scenario.Whose.STACK) {
			labels.putAll(this.ground.scope());
		}
		if (expected.of() == Scenario.Whose.PAYMENTS) {
			labels.put("job", this.ground.paymentsJob());
		}
		labels.putAll(expected.labels());
		return labels;
	}

	/**
	 * Return what fired in the name of this run and was neither expected nor allowed.
	 */
	private List<Map<String, String>> unwanted() {
		return this.history.alertsSince(this.ground.scope(), this.begin, AlertState.FIRING)
			.stream()
			.filter((labels) -> expectedFor(labels).isEmpty()
					&& !this.scenario.allow().contains(labels.get("alertname")))
			.toList();
	}

	/**
	 * Return what fired without being of this run: shown, never judged.
	 */
	private Set<String> beside() {
		Set<String> expected = this.scenario.expect().stream().map(ExpectedAlert::alert).collect(Collectors.toSet());
		return this.history.alertsSince(Map.of(), this.begin, AlertState.FIRING)
			.stream()
			.filter((labels) -> !labels.containsKey("namespace") && !expected.contains(labels.get("alertname")))
			.map(ScenarioRun::describe)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String describe(Map<String, String> labels) {
		return "%s{%s, %s}".formatted(labels.get("alertname"), labels.get("job"), labels.get("severity"));
	}

	private @Nullable String stall(Duration pause) {
		if (pause.compareTo(STALL) > 0) {
			return "this process stood still for %.1f s".formatted(pause.toMillis() / 1000.0);
		}
		if (this.scenario.service() == null || this.scenario.leavesGaps()) {
			return null;
		}
		Map<String, String> services = new TreeMap<>(this.ground.scope());
		services.put("tier", "service");
		long missed = this.history.missedScrapes(services, this.watched, !this.scenario.stopsService());
		return (missed > 0) ? "Prometheus missed %d scrapes of the service".formatted(missed) : null;
	}

	private void pause(Duration time) throws InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			this.ground.requireAlive();
			TimeUnit.MILLISECONDS.sleep(Math.min(500, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
		}
	}

	private void await(Duration limit, String what, Supplier<Boolean> condition) throws InterruptedException {
		Instant start = Instant.now();
		this.history.await(limit, () -> {
			this.listener.progress(this.scenario, "waiting for %s (%d s of at most %d s)".formatted(what,
					Duration.between(start, Instant.now()).toSeconds(), limit.toSeconds()));
			this.ground.requireAlive();
			return condition.get();
		});
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
		this.listener.row(this.scenario, row);
	}

	private interface Check {

		Outcome run() throws InterruptedException;

	}

}
