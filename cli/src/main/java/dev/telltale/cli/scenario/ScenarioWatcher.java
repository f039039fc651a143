package dev.telltale.cli.scenario;

/**
 * Whoever looks at scenarios from beside. Must be thread-safe.
 */
public interface ScenarioWatcher {

	/**
	 * The first run of a scenario has ended.
	 * @param scenario the scenario
	 * @param verdict what became of it
	 */
	void ended(Scenario scenario, Verdict verdict);

	/**
	 * A scenario is about to run alone: return once this takes no more of the processors.
	 * @throws InterruptedException if this thread is interrupted
	 */
	void rest() throws InterruptedException;

}
