package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts scrapes that somebody, most often Spring Security, answered in the endpoint's
 * place. Prometheus sees a target that is down, and the service sees nothing. The first
 * of a row is logged, for the start is over by then. A scrape that succeeds ends the
 * finding. Thread-safe.
 */
class ScrapeAnswers implements DiagnosticCheck {

	private static final Logger logger = LoggerFactory.getLogger(ScrapeAnswers.class);

	private static final int OK = 200;

	private static final int FOUND = 302;

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private final Supplier<@Nullable String> endpoint;

	private final String securityChain;

	private final AtomicLong refusedInARow = new AtomicLong();

	private volatile int lastStatus;

	private volatile @Nullable String path;

	private volatile boolean resolved;

	/**
	 * Create a count.
	 * @param endpoint finds the path of the endpoint, asked at the first request: the
	 * endpoints need the registries, which are not there when filters are made
	 * @param securityChain the type of the bean that has to permit scrapes
	 */
	ScrapeAnswers(Supplier<@Nullable String> endpoint, String securityChain) {
		this.endpoint = endpoint;
		this.securityChain = securityChain;
	}

	/**
	 * Return whether a request is a scrape.
	 * @param requested its path within the application
	 * @return whether it is
	 */
	boolean isScrape(String requested) {
		if (!this.resolved) {
			this.path = this.endpoint.get();
			this.resolved = true;
		}
		return requested.equals(this.path);
	}

	/**
	 * Take note of the answer to a scrape.
	 * @param status the status of the answer
	 */
	void answered(int status) {
		switch (status) {
			case FOUND, UNAUTHORIZED, FORBIDDEN -> {
				this.lastStatus = status;
				long refused = this.refusedInARow.incrementAndGet();
				if (refused == 1) {
					finding(refused).warn(logger);
				}
			}
			case OK -> this.refusedInARow.set(0);
			default -> {
				// A failure of the endpoint itself is logged and counted by others.
			}
		}
	}

	@Override
	public List<Finding> check() {
		long refused = this.refusedInARow.get();
		return (refused != 0) ? List.of(finding(refused)) : List.of();
	}

	private Finding finding(long refused) {
		return new Finding("scrape-refused",
				"Scrapes of %s are refused, %d in a row, the last with status %d: Prometheus sees this service as down."
					.formatted(this.path, refused, this.lastStatus),
				"Permit EndpointRequest.to(\"prometheus\") in your %s, or give Prometheus credentials."
					.formatted(this.securityChain));
	}

}
