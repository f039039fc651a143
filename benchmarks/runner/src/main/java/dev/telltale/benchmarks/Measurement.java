package dev.telltale.benchmarks;

/**
 * What one start of a variant cost.
 *
 * @param cpuMicros processor time of a request in microseconds, without the compilers
 * @param startSeconds time until the first answer, in seconds
 * @param residentMegabytes memory after the load, in megabytes
 * @param scrapeBytes length of a scrape; 0 if there is none
 * @param scrapeCpuMillis processor time of a scrape in milliseconds; 0 if there is none
 * @param scrapeMillis median time of a scrape in milliseconds; 0 if there is none
 * @param quiet whether the compilers were quiet before it was measured
 */
record Measurement(double cpuMicros, double startSeconds, double residentMegabytes, double scrapeBytes,
		double scrapeCpuMillis, double scrapeMillis, boolean quiet) {

}
