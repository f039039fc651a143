package dev.telltale.cli.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.scenario.Scenario.StackKind;
import dev.telltale.cli.stack.Blueprint;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.Stack;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;

/**
 * Runs scenarios: side by side what does not disturb, then one after the other what takes
 * this machine from others. Those without a service, which mostly wait, run all the
 * while. A run in which a scrape was missed or this machine stood still says little: it
 * is repeated once, alone, and marked.
 */
public final class ScenarioRunner implements AutoCloseable {

	private final Home home;

	private final Stack shared;

	private final Console console;

	private final int lanes;

	// A start takes more than a processor: one for every two, or what runs becomes slow.
	private final Semaphore starts = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

	private final VerdictTable table;

	private final Inventory inventory;

	private final ScenarioWatcher watcher;

	private final List<Stack> own = new ArrayList<>();

	/**
	 * Create a runner.
	 * @param home the project
	 * @param shared the running stack that scenarios share
	 * @param console where to print the verdicts
	 * @param lanes how many scenarios run side by side at most
	 * @param watcher is told, by several threads
	 */
	public ScenarioRunner(Home home, Stack shared, Console console, int lanes, ScenarioWatcher watcher) {
		this.home = home;
		this.shared = shared;
		this.console = console;
		this.lanes = lanes;
		this.watcher = watcher;
		this.table = new VerdictTable(console);
		this.inventory = inventory(home);
	}

	/**
	 * Run scenarios.
	 * @param scenarios the scenarios
	 * @return their verdicts in the same order; of the second run where the first stalled
	 * @throws StackDiedException if a component ends meanwhile
	 * @throws InterruptedException if this thread is interrupted
	 */
	public List<Verdict> run(List<Scenario> scenarios) throws InterruptedException {
		Map<String, Verdict> verdicts = new TreeMap<>();
		boolean hold = this.lanes > 1 && scenarios.size() > 1;
		ExecutorService waiting = executor(scenarios.size());
		ExecutorService serving = executor(this.lanes);
		try {
			Map<Scenario, Future<Verdict>> pending = new LinkedHashMap<>();
			List<Scenario> longestFirst = scenarios.stream()
				.sorted(Comparator.comparing(Scenario::estimate).reversed())
				.toList();
			for (Scenario scenario : longestFirst) {
				if (!scenario.alone()) {
					ExecutorService executor = isWaiting(scenario) ? waiting : serving;
					pending.put(scenario, executor.submit(() -> run(scenario, scenario.name(), hold)));
				}
			}
			await(pending, verdicts, (scenario) -> !isWaiting(scenario));
			for (Scenario scenario : scenarios) {
				if (scenario.alone()) {
					this.watcher.rest();
					verdicts.put(scenario.name(), run(scenario, scenario.name(), hold));
				}
			}
			await(pending, verdicts, this::isWaiting);
		}
		finally {
			waiting.shutdownNow();
			serving.shutdownNow();
		}
		List<Scenario> again = scenarios.stream()
			.filter((scenario) -> verdicts.get(scenario.name()).stall() != null)
			.toList();
		for (Scenario scenario : again) {
			this.console
				.note("%s stalled: %s; once more".formatted(scenario.name(), verdicts.get(scenario.name()).stall()));
			this.watcher.rest();
			Verdict second = run(scenario, scenario.name() + "-again", false);
			if (second.stall() != null) {
				this.console
					.note("stalled again: %s; this machine is too busy for a sound verdict".formatted(second.stall()));
			}
			verdicts.put(scenario.name(), second);
		}
		return scenarios.stream().map((scenario) -> verdicts.get(scenario.name())).toList();
	}

	// It plays what a service would say, on the stack that is there.
	private boolean isWaiting(Scenario scenario) {
		return this.lanes > 1 && scenario.service() == null && scenario.stack() == StackKind.SHARED;
	}

	private static ExecutorService executor(int threads) {
		return Executors.newFixedThreadPool(threads, (task) -> {
			Thread thread = new Thread(task, "scenario");
			thread.setDaemon(true);
			return thread;
		});
	}

	private static void await(Map<Scenario, Future<Verdict>> pending, Map<String, Verdict> verdicts,
			Predicate<Scenario> which) throws InterruptedException {
		for (Map.Entry<Scenario, Future<Verdict>> entry : pending.entrySet()) {
			if (which.test(entry.getKey())) {
				try {
					verdicts.put(entry.getKey().name(), entry.getValue().get());
				}
				catch (ExecutionException ex) {
					throw (ex.getCause() instanceof RuntimeException failure) ? failure
							: new IllegalStateException(ex.getCause());
				}
			}
		}
	}

	private Verdict run(Scenario scenario, String name, boolean hold) throws InterruptedException {
		this.table.begin(scenario, hold);
		Verdict verdict;
		if (scenario.stack() == StackKind.SHARED) {
			verdict = run(scenario, name, this.shared);
		}
		else {
			try (Stack stack = Stack.claim(Console.silent(), this.home, this.home.state("prove-" + name),
					Blueprint.own(scenario.stack() == StackKind.PAIR))) {
				synchronized (this.own) {
					this.own.add(stack);
				}
				this.table.progress(scenario, "waiting for a stack of its own");
				stack.forgetEverything();
				this.starts.acquire();
				try {
					stack.start();
				}
				finally {
					this.starts.release();
				}
				verdict = run(scenario, name, stack);
			}
		}
		this.table.end(verdict);
		if (name.equals(scenario.name())) {
			this.watcher.ended(scenario, verdict);
		}
		return verdict;
	}

	/**
	 * Run scenarios, one after the other, where somebody else started everything. What
	 * cannot run there is named.
	 * @param home the project
	 * @param place where to run them
	 * @param console where to print the verdicts
	 * @param scenarios the scenarios
	 * @return the verdicts of those that ran
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static List<Verdict> run(Home home, Place place, Console console, List<Scenario> scenarios)
			throws InterruptedException {
		Inventory inventory = inventory(home);
		VerdictTable table = new VerdictTable(console);
		List<Verdict> verdicts = new ArrayList<>();
		for (Scenario scenario : scenarios) {
			String obstacle = RemoteGround.obstacle(scenario, place);
			if (!obstacle.isEmpty()) {
				console.note("%s is not run there: %s".formatted(scenario.name(), obstacle));
				continue;
			}
			table.begin(scenario, false);
			try (Ground ground = new RemoteGround(place)) {
				Verdict verdict = new ScenarioRun(scenario, ground, new Finder(inventory, ground), table).run();
				table.end(verdict);
				verdicts.add(verdict);
			}
		}
		return verdicts;
	}

	private static Inventory inventory(Home home) {
		return Inventory.of(home.render(Mixin.DEMO));
	}

	private Verdict run(Scenario scenario, String name, Stack stack) throws InterruptedException {
		try (Ground ground = new LocalGround(stack, this.home.application(), scenario, name, this.starts)) {
			return new ScenarioRun(scenario, ground, new Finder(this.inventory, ground), this.table).run();
		}
	}

	@Override
	public void close() {
		synchronized (this.own) {
			this.own.forEach(Stack::close);
		}
	}

}
