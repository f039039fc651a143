package dev.telltale.preview;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

import dev.telltale.tools.http.LocalServer;
import org.jspecify.annotations.Nullable;

/**
 * What a preview shows, and where. Immutable; the methods return changed copies.
 */
public final class PreviewOptions {

	private final InetSocketAddress address;

	private final URI prometheus;

	private final Dashboards dashboards;

	private final Duration scrapeInterval;

	private final @Nullable String trace;

	private final @Nullable Logs logs;

	private final Reasons reasons;

	private final Runbooks runbooks;

	private PreviewOptions(InetSocketAddress address, URI prometheus, Dashboards dashboards, Duration scrapeInterval,
			@Nullable String trace, @Nullable Logs logs, Reasons reasons, Runbooks runbooks) {
		this.address = address;
		this.prometheus = prometheus;
		this.dashboards = dashboards;
		this.scrapeInterval = scrapeInterval;
		this.trace = trace;
		this.logs = logs;
		this.reasons = reasons;
		this.runbooks = runbooks;
	}

	/**
	 * Return the options of a preview on a free loopback port, of a Prometheus that
	 * scrapes every 15 seconds.
	 * @param prometheus the address of Prometheus, which need not run yet
	 * @param dashboards where the dashboards come from
	 * @return the options
	 * @throws IllegalArgumentException if the address is not one of HTTP
	 */
	public static PreviewOptions of(URI prometheus, Dashboards dashboards) {
		boolean http = "http".equals(prometheus.getScheme()) || "https".equals(prometheus.getScheme());
		if (!http || prometheus.getHost() == null || prometheus.getRawQuery() != null
				|| prometheus.getRawFragment() != null) {
			throw new IllegalArgumentException(
					"%s is not the address of a Prometheus: give one such as http://127.0.0.1:9090"
						.formatted(prometheus));
		}
		return new PreviewOptions(new InetSocketAddress("127.0.0.1", 0), prometheus, dashboards, Duration.ofSeconds(15),
				null, null, Reasons.NONE, Runbooks.NONE);
	}

	/**
	 * Listen on another address.
	 * @param address the loopback address; port 0 takes any free port
	 * @return the changed options
	 * @throws IllegalArgumentException if the address is not a loopback address
	 */
	public PreviewOptions listenOn(InetSocketAddress address) {
		return new PreviewOptions(LocalServer.requireLoopback(address), this.prometheus, this.dashboards,
				this.scrapeInterval, this.trace, this.logs, this.reasons, this.runbooks);
	}

	/**
	 * Say how often Prometheus scrapes, which {@code $__rate_interval} is made from.
	 * @param interval the interval
	 * @return the changed options
	 */
	public PreviewOptions scrapeInterval(Duration interval) {
		return new PreviewOptions(this.address, this.prometheus, this.dashboards, interval, this.trace, this.logs,
				this.reasons, this.runbooks);
	}

	/**
	 * Say where traces are shown.
	 * @param trace the address of a trace, with <code>{}</code> for its id
	 * @return the changed options
	 */
	public PreviewOptions traces(String trace) {
		return new PreviewOptions(this.address, this.prometheus, this.dashboards, this.scrapeInterval, trace, this.logs,
				this.reasons, this.runbooks);
	}

	/**
	 * Answer queries of logs.
	 * @param logs what answers them
	 * @return the changed options
	 */
	public PreviewOptions logs(Logs logs) {
		return new PreviewOptions(this.address, this.prometheus, this.dashboards, this.scrapeInterval, this.trace, logs,
				this.reasons, this.runbooks);
	}

	/**
	 * Say why panels are empty.
	 * @param reasons what knows
	 * @return the changed options
	 */
	public PreviewOptions reasons(Reasons reasons) {
		return new PreviewOptions(this.address, this.prometheus, this.dashboards, this.scrapeInterval, this.trace,
				this.logs, reasons, this.runbooks);
	}

	/**
	 * Serve runbooks, each at {@code runbooks/{alert}.md}.
	 * @param runbooks what has them
	 * @return the changed options
	 */
	public PreviewOptions runbooks(Runbooks runbooks) {
		return new PreviewOptions(this.address, this.prometheus, this.dashboards, this.scrapeInterval, this.trace,
				this.logs, this.reasons, runbooks);
	}

	InetSocketAddress address() {
		return this.address;
	}

	URI prometheus() {
		return this.prometheus;
	}

	Dashboards dashboards() {
		return this.dashboards;
	}

	Duration scrapeInterval() {
		return this.scrapeInterval;
	}

	@Nullable String trace() {
		return this.trace;
	}

	@Nullable Logs logs() {
		return this.logs;
	}

	Reasons reasons() {
		return this.reasons;
	}

	Runbooks runbooks() {
		return this.runbooks;
	}

}
