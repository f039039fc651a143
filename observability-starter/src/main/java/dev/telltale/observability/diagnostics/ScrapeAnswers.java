package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts scrapes that somebody, most often Spring Security, answered in the endpoint's
 * place. Prometheus sees a target that is down, and the service sees nothing.
 * Thread-safe.
 */
class ScrapeAnswers implements DiagnosticCheck {

	private static final int FOUND = 302;

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private final LongAdder refused = new LongAdder();

	private volatile int lastStatus;

	void answered(int status) {
		if (status == FOUND || status == UNAUTHORIZED || status == FORBIDDEN) {
			this.lastStatus = status;
			this.refused.increment();
		}
	}

	@Override
	public List<Finding> check() {
		long count = this.refused.sum();
		if (count == 0) {
			return List.of();
		}
		return List.of(new Finding("scrape-refused",
				"%d scrapes were refused, the last one with status %d: Prometheus sees this service as down."
					.formatted(count, this.lastStatus),
				"Permit EndpointRequest.to(\"prometheus\") in your SecurityFilterChain, or give Prometheus credentials."));
	}

}
