package dev.telltale.benchmarks.rules;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What so many services exported until an instant, as OpenMetrics: the counters of their
 * objectives over the six hours that rules read them for, what the rules recorded from
 * them over thirty days, and everything else over the last quarter of an hour.
 *
 * @param services how many services there are, of one instance each
 * @param end the last sample
 */
record History(int services, Instant end) {

	private static final Duration SCRAPE = Duration.ofSeconds(15);

	private static final Duration RECORDING = Duration.ofMinutes(1);

	private static final List<String> OBJECTIVES = List.of("slo=\"http\",sli=\"availability\"",
			"slo=\"orders\",sli=\"availability\"", "slo=\"orders\",sli=\"latency\"");

	private static final List<String> BOUNDARIES = List.of("0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25",
			"0.5", "0.75", "1.0", "2.5", "5.0", "7.5", "10.0", "+Inf");

	private static final List<String> GAUGES = List.of("hikaricp_connections_active", "hikaricp_connections_max",
			"hikaricp_connections_pending", "jvm_gc_overhead", "process_cpu_usage", "process_files_max_files",
			"process_files_open_files", "process_start_time_seconds", "tomcat_threads_busy_threads",
			"tomcat_threads_config_max_threads");

	/** Write the thirty days that rules recorded. */
	void writeRecorded(Path file) throws IOException {
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			for (String rate : List.of("slo:events:rate_base", "slo:bad_events:rate_base")) {
				for (int service = 0; service < this.services; service++) {
					for (String objective : OBJECTIVES) {
						String labels = "{job=\"service-%d\",%s}".formatted(service, objective);
						write(out, rate + labels, Duration.ofDays(30), Duration.ofMinutes(30), RECORDING,
								rate.contains("bad") ? 0 : 10, 0);
					}
				}
			}
			out.write("# EOF\n");
		}
	}

	/** Write what the services exported lately. */
	void writeExported(Path file) throws IOException {
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			for (int service = 0; service < this.services; service++) {
				String own = "job=\"service-%d\",instance=\"service-%d-1\"".formatted(service, service);
				for (String objective : OBJECTIVES) {
					Duration hours = Duration.ofHours(6);
					write(out, "slo_events_total{%s,%s,result=\"good\"}".formatted(own, objective), hours, 10);
					write(out, "slo_events_total{%s,%s,result=\"bad\"}".formatted(own, objective), hours, 0);
					write(out, "slo_objective_ratio{%s,%s}".formatted(own, objective), 0.999);
					write(out, "slo_min_bad_events{%s,%s}".formatted(own, objective), 5);
				}
				write(out, "up{%s,tier=\"service\"}".formatted(own), 1);
				for (int route = 0; route < 5; route++) {
					String request = "%s,method=\"GET\",status=\"200\",outcome=\"SUCCESS\",exception=\"none\",uri=\"/route-%d\""
						.formatted(own, route);
					for (String boundary : BOUNDARIES) {
						write(out, "http_server_requests_seconds_bucket{%s,le=\"%s\"}".formatted(request, boundary),
								Duration.ofMinutes(15), 10);
					}
					write(out, "http_server_requests_seconds_count{%s}".formatted(request), Duration.ofMinutes(15), 10);
				}
				for (String outcome : List.of("success", "failure")) {
					write(out, "business_events_total{%s,event=\"order\",outcome=\"%s\"}".formatted(own, outcome),
							Duration.ofMinutes(15), 1);
				}
				for (String gauge : GAUGES) {
					write(out, "%s{%s}".formatted(gauge, own), 1);
				}
			}
			out.write("# EOF\n");
		}
	}

	// A gauge.
	private void write(BufferedWriter out, String series, double value) throws IOException {
		write(out, series, Duration.ofMinutes(15), Duration.ZERO, SCRAPE, value, 0);
	}

	// A counter.
	private void write(BufferedWriter out, String series, Duration length, double perScrape) throws IOException {
		write(out, series, length, Duration.ZERO, SCRAPE, 0, perScrape);
	}

	private void write(BufferedWriter out, String series, Duration length, Duration gap, Duration interval,
			double start, double step) throws IOException {
		double value = start;
		for (long time = this.end.minus(length).getEpochSecond(); time <= this.end.minus(gap)
			.getEpochSecond(); time += interval.toSeconds()) {
			out.write(series + ' ' + value + ' ' + time + '\n');
			value += step;
		}
	}

}
