package dev.telltale.cli.scenario;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.telltale.cli.receiver.Notification;
import dev.telltale.cli.stack.StackHistory;
import dev.telltale.cli.traffic.Call;

/**
 * Where a scenario runs: running systems, in which everything that it brings carries
 * labels of its own.
 */
interface Ground extends AutoCloseable {

	/**
	 * Start what the scenario needs.
	 * @throws InterruptedException if this thread is interrupted
	 */
	void open() throws InterruptedException;

	/**
	 * Return what the running systems stored.
	 */
	StackHistory history();

	/**
	 * Return the labels that tell the scenario's targets and alerts from all others.
	 */
	Map<String, String> scope();

	/**
	 * Return what users of the service do when all is well.
	 */
	List<Call> users();

	/**
	 * Return the name of the service for payments.
	 */
	String paymentsJob();

	/**
	 * Return how many targets carry the labels of the scenario.
	 */
	int targets();

	/**
	 * Return the address of the service, or of the one for payments.
	 */
	URI service(boolean payments);

	/**
	 * Return what was notified since a time.
	 */
	List<Notification> notifications(Instant since);

	/**
	 * Return whether traces and log lines can be looked up.
	 */
	boolean seesTraces();

	/**
	 * Return the services that a trace passed, as far as it is stored.
	 */
	Set<String> servicesOf(String traceId);

	/**
	 * Return how many log lines carry the id of a trace.
	 */
	int linesOf(String traceId);

	/**
	 * Fail if a component ended by itself.
	 * @throws StackDiedException if one did
	 */
	void requireAlive();

	/**
	 * Stop the service.
	 */
	void killService();

	/**
	 * Start the service again.
	 * @throws InterruptedException if this thread is interrupted
	 */
	void reviveService() throws InterruptedException;

	/**
	 * Take the service from the targets, or put it back.
	 */
	void vanish(boolean vanished);

	/**
	 * Give Prometheus or Alertmanager a configuration that it cannot read, or rules that
	 * fail, or their own.
	 * @throws InterruptedException if this thread is interrupted
	 */
	void misconfigure(String component, boolean broken) throws InterruptedException;

	/**
	 * Show a certificate that expires in some days.
	 */
	void playCertificate(Duration lifetime);

	/**
	 * Show an exposition.
	 */
	void play(String job, String text);

	/**
	 * Take away what was shown.
	 */
	void forget(String job);

	/**
	 * Let a receiver refuse what it is sent, or listen again.
	 */
	void mute(String receiver, boolean muted);

	/**
	 * Stop a component of the stack.
	 */
	void kill(String component);

	/**
	 * Stop a component of the stack and start it again.
	 * @throws InterruptedException if this thread is interrupted
	 */
	void restart(String component) throws InterruptedException;

	@Override
	void close();

}
