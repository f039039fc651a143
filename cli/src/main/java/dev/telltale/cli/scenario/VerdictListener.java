package dev.telltale.cli.scenario;

/**
 * Hears of a run while it goes on, on the thread of the run.
 */
interface VerdictListener {

	/**
	 * A step ended.
	 */
	void row(Scenario scenario, Verdict.Row row);

	/**
	 * Something is waited for.
	 */
	void progress(Scenario scenario, String text);

}
