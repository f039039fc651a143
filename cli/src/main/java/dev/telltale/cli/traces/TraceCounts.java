package dev.telltale.cli.traces;

import java.util.Map;

/**
 * What became of the spans since the receiver started. Those that were received are the
 * forwarded, the dropped and the queued ones together.
 *
 * @param received how many came, the invalid ones included
 * @param forwarded how many Zipkin has taken
 * @param dropped how many it will never get, for every reason
 * @param queued how many wait for it
 */
public record TraceCounts(long received, long forwarded, Map<DropReason, Long> dropped, int queued) {

	/**
	 * Create counts.
	 * @param received how many came, the invalid ones included
	 * @param forwarded how many Zipkin has taken
	 * @param dropped how many it will never get, for every reason
	 * @param queued how many wait for it
	 */
	public TraceCounts {
		dropped = Map.copyOf(dropped);
	}

}
