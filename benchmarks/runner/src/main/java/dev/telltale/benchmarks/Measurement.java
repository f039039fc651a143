package dev.telltale.benchmarks;

/**
 * What one start of a variant cost.
 *
 * @param request a request
 * @param paced a request at a fixed rate
 * @param start the start
 * @param scrape a scrape
 * @param isQuiet whether the compilers were quiet before anything was measured
 */
record Measurement(Request request, Paced paced, Start start, Scrape scrape, boolean isQuiet) {

	/**
	 * A request where each follows the one before.
	 *
	 * @param cpuMicros processor time in microseconds, without the compilers
	 * @param allocatedBytes bytes that all threads of the service allocate
	 * @param logBytes bytes written to the log
	 */
	record Request(double cpuMicros, double allocatedBytes, double logBytes) {

	}

	/**
	 * A request at a fixed rate.
	 *
	 * @param cpuMicros processor time in microseconds, without the compilers
	 * @param medianMicros half of the requests are answered within this time
	 * @param p99Micros 99 % of them are
	 */
	record Paced(double cpuMicros, double medianMicros, double p99Micros) {

	}

	/**
	 * A start.
	 *
	 * @param seconds time until the first answer, in seconds
	 * @param cpuSeconds processor time until then, compilers included
	 * @param residentMegabytes memory after the load
	 * @param liveMegabytes heap in use after a full collection
	 */
	record Start(double seconds, double cpuSeconds, double residentMegabytes, double liveMegabytes) {

	}

	/**
	 * A scrape.
	 *
	 * @param bytes its length
	 * @param cpuMillis processor time
	 * @param millis median time
	 */
	record Scrape(double bytes, double cpuMillis, double millis) {

		static final Scrape NONE = new Scrape(0, 0, 0);

	}

}
