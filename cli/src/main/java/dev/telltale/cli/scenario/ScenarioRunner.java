package dev.telltale.cli.scenario;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Stack;

/**
 * Runs scenarios against a stack. A run in which a scrape was missed or this machine
 * stood still says little: it is repeated once, and marked.
 */
public final class ScenarioRunner {

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
		Verdict verdict = new ScenarioRun(scenario, this.stack, this.console).run();
		if (verdict.stall() == null) {
			return verdict;
		}
		this.console.note("stalled: " + verdict.stall() + "; once more");
		Verdict second = new ScenarioRun(scenario, this.stack, this.console).run();
		if (second.stall() != null) {
			this.console.note("stalled again: " + second.stall() + "; this machine is too busy for a sound verdict");
		}
		return second;
	}

}
