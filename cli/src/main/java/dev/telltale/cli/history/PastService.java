package dev.telltale.cli.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service as it would have been watched.
 *
 * @param job its name
 * @param instance its address as Prometheus writes it, such as {@code 127.0.0.1:8080}
 * @param labels its other target labels: {@code environment}, {@code team}, {@code tier}
 * …
 * @param objectives its objectives
 * @param counters what it counts
 */
public record PastService(String job, String instance, Map<String, String> labels, List<Objective> objectives,
		List<Counter> counters) {

	private static final double USERS = 4;

	private static final double ORDERS = 1;

	private static final double AMOUNT = 102.5;

	/**
	 * Create a service.
	 * @param job its name
	 * @param instance its address
	 * @param labels its other target labels
	 * @param objectives its objectives
	 * @param counters what it counts
	 */
	public PastService {
		labels = Map.copyOf(labels);
		objectives = List.copyOf(objectives);
		counters = List.copyOf(counters);
	}

	/**
	 * Return the sample service in its role of orders.
	 * @param instance its address
	 * @param labels its target labels beside job and instance
	 * @return the service
	 */
	public static PastService orders(String instance, Map<String, String> labels) {
		return new PastService("sample-service", instance, labels,
				List.of(Objective.availability("users", USERS, 0.0002, 0.0002),
						Objective.latency("users", USERS, 0.003, 0.003),
						Objective.availability("orders", ORDERS, 0.0002, 0.03),
						Objective.latency("orders", ORDERS, 0.004, 0.1), Objective.probe()),
				List.of(Counter.requests("GET", "/api/users", 200, USERS * 0.4),
						Counter.requests("GET", "/api/users/{id}", 200, USERS * 0.6),
						Counter.requests("POST", "/api/orders", 201, ORDERS),
						Counter.failures("POST", "/api/orders", ORDERS * 0.0002, ORDERS * 0.03),
						Counter.events("order", "success", ORDERS * 0.99, 0.97),
						Counter.events("order", "failure", ORDERS * 0.01, 4),
						Counter.amount("order", ORDERS * AMOUNT)));
	}

	/**
	 * Return the sample service in its role of payments.
	 * @param instance its address
	 * @param labels its target labels beside job and instance
	 * @return the service
	 */
	public static PastService payments(String instance, Map<String, String> labels) {
		return new PastService("payments", instance, labels,
				List.of(Objective.availability("payments", ORDERS, 0.0002, 0.03),
						Objective.latency("payments", ORDERS, 0.003, 0.1), Objective.probe()),
				List.of(Counter.requests("POST", "/payments", 200, ORDERS),
						Counter.failures("POST", "/payments", ORDERS * 0.0002, ORDERS * 0.03),
						Counter.events("payment", "success", ORDERS * 0.99, 0.97),
						Counter.events("payment", "failure", ORDERS * 0.01, 4),
						Counter.amount("payment", ORDERS * AMOUNT)));
	}

	/**
	 * Return the labels that rules keep, with others.
	 */
	Map<String, String> identity(Map<String, String> more) {
		Map<String, String> identity = new TreeMap<>(more);
		for (String label : List.of("cluster", "environment", "namespace", "team")) {
			String value = this.labels.get(label);
			if (value != null) {
				identity.put(label, value);
			}
		}
		identity.put("job", this.job);
		return identity;
	}

	/**
	 * Return the labels of what it exports, with others.
	 */
	Map<String, String> exported(Map<String, String> more) {
		Map<String, String> exported = new TreeMap<>(this.labels);
		exported.put("job", this.job);
		exported.put("instance", this.instance);
		exported.putAll(more);
		return exported;
	}

	/**
	 * An objective, and how well it was kept.
	 *
	 * @param slo its name
	 * @param sli its kind
	 * @param ratio the share of events that must be good
	 * @param minBadEvents below which nothing burns
	 * @param rate events a second in the busiest hour, 0 for one that does not depend on
	 * traffic
	 * @param bad the share of bad events in ordinary times
	 * @param badInIncident the share of bad events in the incident
	 */
	public record Objective(String slo, String sli, double ratio, int minBadEvents, double rate, double bad,
			double badInIncident) {

		private static Objective availability(String slo, double rate, double bad, double badInIncident) {
			return new Objective(slo, "availability", 0.999, 5, rate, bad, badInIncident);
		}

		private static Objective latency(String slo, double rate, double bad, double badInIncident) {
			return new Objective(slo, "latency", 0.99, 5, rate, bad, badInIncident);
		}

		// An address is reached, or it is not: an event is a second.
		private static Objective probe() {
			return new Objective("http", "probe", 0.999, 120, 0, 0, 0);
		}

	}

	/**
	 * Something that is counted.
	 *
	 * @param name the name of the metric
	 * @param labels its labels beside those of the target
	 * @param rate how much a second in the busiest hour
	 * @param factor what becomes of that in the incident
	 */
	public record Counter(String name, Map<String, String> labels, double rate, double factor) {

		boolean isBusiness() {
			return this.name.startsWith("business_");
		}

		private static Counter requests(String method, String uri, int status, double rate) {
			return new Counter("http_server_requests_seconds_count", Map.of("method", method, "uri", uri, "status",
					String.valueOf(status), "outcome", "SUCCESS", "exception", "none"), rate, 1);
		}

		private static Counter failures(String method, String uri, double rate, double rateInIncident) {
			return new Counter(
					"http_server_requests_seconds_count", Map.of("method", method, "uri", uri, "status", "500",
							"outcome", "SERVER_ERROR", "exception", "IllegalStateException"),
					rate, rateInIncident / rate);
		}

		private static Counter events(String event, String outcome, double rate, double factor) {
			return new Counter("business_events_total", Map.of("event", event, "outcome", outcome), rate, factor);
		}

		private static Counter amount(String event, double rate) {
			return new Counter("business_amount_total", Map.of("event", event, "currency", "EUR"), rate, 0.97);
		}

	}

}
