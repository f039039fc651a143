package dev.telltale.cli.scenario;

import java.time.Duration;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Stack;
import dev.telltale.cli.stack.StackHistory;

/**
 * Runs scenarios against a stack. A run in which a scrape was missed or this machine
 * stood still says little: it is repeated once, and marked.
 */
public final class ScenarioRunner {

	private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);

	private final Stack stack;

	private final Console console;

	/**
	 * Create a runner.
	 * @param stack the running stack
	 * @param console where to print the verdict
	 */
	public ScenarioRunner(Stack stack, Console console) {
		this.stack = stack;
		this.console = console;
	}

	/**
	 * Run a scenario.
	 * @param scenario the scenario
	 * @return the verdict, of the second run if the first stalled
	 * @throws StackDiedException if a component ends meanwhile
	 * @throws InterruptedException if this thread is interrupted
	 */
	public Verdict run(Scenario scenario) throws InterruptedException {
		Verdict verdict = runOnce(scenario);
		if (verdict.stall() == null) {
			return verdict;
		}
		this.console.note("stalled: " + verdict.stall() + "; once more");
		Verdict second = runOnce(scenario);
		if (second.stall() != null) {
			this.console.note("stalled again: " + second.stall() + "; this machine is too busy for a sound verdict");
		}
		return second;
	}

	private Verdict runOnce(Scenario scenario) throws InterruptedException {
		// What an earlier run broke may still burn; the run itself judges what does not
		// end.
		StackHistory history = new StackHistory(this.stack.addresses());
		history.await(QUIET_WITHIN, () -> {
			this.console.progress("waiting until no alert is active");
			return history.isQuiet();
		});
		return new ScenarioRun(scenario, this.stack, this.console).run();
	}

}
