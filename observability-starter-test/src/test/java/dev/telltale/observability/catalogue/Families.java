package dev.telltale.observability.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import static dev.telltale.observability.catalogue.Families.Declaration.of;
import static java.util.Map.entry;

/**
 * What a scrape does not say of its families: the feature they belong to, and when they
 * are there. A new metric under a known beginning needs no line here, any other needs
 * one; its description, type, unit and labels come from the scrape.
 */
final class Families {

	private static final String CONSUMER = "a Kafka consumer is there";

	private static final String CONSUMER_FOR_A_MINUTE = "a Kafka consumer has run for a minute";

	private static final String DATASOURCE_MICROMETER = "datasource-micrometer is there and a query was sent";

	private static final String POOL = "a HikariCP connection pool is there";

	private static final String PRODUCER = "a Kafka producer is there";

	private static final String PRODUCER_FOR_A_MINUTE = "a Kafka producer has run for a minute";

	private static final String TOMCAT = "the server is Tomcat";

	// By the beginning of the name; the longest counts.
	static final List<Declaration> DECLARATIONS = List.of(
	// @formatter:off
			of("application_health", "health"),
			of("application_info", "identity"),
			of("application_ready_time_seconds", "boot"),
			of("application_started_time_seconds", "boot"),
			of("business_", "business"),
			of("business_open_orders", "business").named("business_<name>").when("the service registers it"),
			of("disk_", "runtime"),
			of("executor_", "runtime").when("a ThreadPoolTaskExecutor or scheduler is there"),
			of("hikaricp_", "database").when(POOL),
			of("http_client_requests_seconds", "http").once("a client of Boot's builders was used"),
			of("http_client_requests_seconds_max", "http").once("a client of Boot's builders was used"),
			of("http_server_requests_seconds", "http").once("a request was answered"),
			of("http_server_requests_seconds_max", "http").once("a request was answered"),
			of("jdbc_connection_acquired_total", "database").once(DATASOURCE_MICROMETER),
			of("jdbc_connection_seconds", "database").once(DATASOURCE_MICROMETER),
			of("jdbc_connection_seconds_max", "database").once(DATASOURCE_MICROMETER),
			of("jdbc_connections_", "database").when("a connection pool is there"),
			of("jdbc_connections_active", "database").once("a connection pool has started before its metrics were bound"),
			of("jdbc_connections_idle", "database").once("a connection pool has started before its metrics were bound"),
			of("jdbc_query_seconds", "database").once(DATASOURCE_MICROMETER),
			of("jdbc_query_seconds_max", "database").once(DATASOURCE_MICROMETER),
			of("jdbc_result_set_seconds", "database").once(DATASOURCE_MICROMETER),
			of("jdbc_result_set_seconds_max", "database").once(DATASOURCE_MICROMETER),
			of("jvm_", "runtime"),
			of("jvm_gc_pause_seconds", "runtime").once("a collection has happened"),
			of("kafka_consumer_connection_count", "messaging").when(CONSUMER),
			of("kafka_consumer_coordinator_assigned_partitions", "messaging").when(CONSUMER),
			of("kafka_consumer_coordinator_failed_rebalance_total", "messaging").when(CONSUMER),
			of("kafka_consumer_coordinator_last_heartbeat_seconds_ago", "messaging").when(CONSUMER),
			of("kafka_consumer_coordinator_rebalance_total", "messaging").when(CONSUMER),
			of("kafka_consumer_fetch_manager_records_consumed_total", "messaging").when(CONSUMER),
			of("kafka_consumer_fetch_manager_records_lag", "messaging").once(CONSUMER_FOR_A_MINUTE),
			of("kafka_consumer_fetch_manager_records_lag_max", "messaging").when(CONSUMER),
			of("kafka_consumer_last_poll_seconds_ago", "messaging").when(CONSUMER),
			of("kafka_consumer_poll_idle_ratio_avg", "messaging").when(CONSUMER),
			of("kafka_consumer_time_between_poll_max", "messaging").when(CONSUMER),
			of("kafka_producer_buffer_available_bytes", "messaging").when(PRODUCER),
			of("kafka_producer_buffer_exhausted_total", "messaging").when(PRODUCER),
			of("kafka_producer_connection_count", "messaging").when(PRODUCER),
			of("kafka_producer_record_error_total", "messaging").when(PRODUCER),
			of("kafka_producer_record_retry_total", "messaging").when(PRODUCER),
			of("kafka_producer_record_send_total", "messaging").when(PRODUCER),
			of("kafka_producer_request_latency_avg", "messaging").when(PRODUCER),
			of("kafka_producer_request_latency_max", "messaging").when(PRODUCER),
			of("kafka_producer_requests_in_flight", "messaging").when(PRODUCER),
			of("kafka_producer_topic_record_error_total", "messaging").once(PRODUCER_FOR_A_MINUTE),
			of("kafka_producer_topic_record_retry_total", "messaging").once(PRODUCER_FOR_A_MINUTE),
			of("kafka_producer_topic_record_send_total", "messaging").once(PRODUCER_FOR_A_MINUTE),
			of("logback_", "logging"),
			of("process_", "runtime"),
			of("slo_", "slo").when("the service is a web application or has an objective"),
			of("slo_latency_threshold_seconds", "slo").when("a latency objective is configured"),
			of("slo_objective_ratio", "slo").when("an objective is configured"),
			of("spring_kafka_listener_seconds", "messaging").once("a Kafka listener has received a record"),
			of("spring_kafka_listener_seconds_max", "messaging").once("a Kafka listener has received a record"),
			of("spring_kafka_template_seconds", "messaging").once("a KafkaTemplate has sent a record"),
			of("spring_kafka_template_seconds_max", "messaging").once("a KafkaTemplate has sent a record"),
			of("system_", "runtime"),
			of("tasks_scheduled_execution_seconds", "scheduling").once("a scheduled task has run"),
			of("tasks_scheduled_execution_seconds_max", "scheduling").once("a scheduled task has run"),
			of("telltale_business_", "business"),
			of("telltale_cardinality_", "cardinality"),
			of("telltale_cardinality_collapsed_total", "cardinality").once("a tag has used up half of its limit"),
			of("telltale_log_", "logging"),
			of("telltale_spans_", "tracing"),
			of("tomcat_", "server").when(TOMCAT));
	// @formatter:on

	// Of families that others export without a description, or with one that says too
	// little.
	private static final Map<String, String> MEANINGS = Map.ofEntries(
	// @formatter:off
			entry("hikaricp_connections", "Connections of the pool, in use and idle"),
			entry("hikaricp_connections_acquire_seconds", "Waits for a connection"),
			entry("hikaricp_connections_acquire_seconds_max", "The longest wait for a connection lately"),
			entry("hikaricp_connections_active", "Connections in use"),
			entry("hikaricp_connections_creation_seconds", "Openings of a connection"),
			entry("hikaricp_connections_creation_seconds_max", "The slowest opening of a connection lately"),
			entry("hikaricp_connections_idle", "Connections that nobody uses"),
			entry("hikaricp_connections_max", "Connections that the pool may have"),
			entry("hikaricp_connections_min", "Idle connections that the pool keeps ready"),
			entry("hikaricp_connections_pending", "Threads that wait for a connection"),
			entry("hikaricp_connections_timeout_total", "Waits for a connection that ended without one"),
			entry("hikaricp_connections_usage_seconds", "Uses of a connection, from taking it to giving it back"),
			entry("hikaricp_connections_usage_seconds_max", "The longest use of a connection lately"),
			entry("http_client_requests_seconds", "Requests sent, by client, route and status"),
			entry("http_client_requests_seconds_max", "The slowest of the requests sent lately"),
			entry("http_server_requests_seconds", "Requests answered, by route and status"),
			entry("http_server_requests_seconds_max", "The slowest of the requests answered lately"),
			entry("jdbc_connection_acquired_total", "Connections that were taken"),
			entry("jdbc_connection_seconds", "Connections, from taking one to giving it back"),
			entry("jdbc_connection_seconds_max", "The longest that a connection was kept lately"),
			entry("jdbc_query_seconds", "Queries, without reading their results"),
			entry("jdbc_query_seconds_max", "The slowest of the latest queries"),
			entry("jdbc_result_set_seconds", "Results, from opening one to closing it"),
			entry("jdbc_result_set_seconds_max", "The slowest of the results read lately"),
			entry("jvm_gc_overhead", "Share of the time that pauses for collections took over the last five minutes, from 0 to 1"),
			entry("jvm_gc_pause_seconds", "Pauses for collections"),
			entry("jvm_gc_pause_seconds_max", "The longest pause for a collection lately"),
			entry("jvm_info", "Vendor, version and name of the Java virtual machine"),
			entry("jvm_memory_usage_after_gc", "Share of the long-lived heap that was in use after the last collection, from 0 to 1"),
			entry("jvm_threads_states_threads", "Threads, by state"),
			entry("kafka_consumer_fetch_manager_records_consumed_total", "Records consumed, by topic"),
			entry("kafka_consumer_fetch_manager_records_lag", "Records of a partition that wait for the consumer"),
			entry("kafka_consumer_fetch_manager_records_lag_max", "The most records that waited lately, in any partition and in each"),
			entry("kafka_consumer_time_between_poll_max", "The longest time between two calls of poll() lately, in milliseconds"),
			entry("kafka_producer_request_latency_avg", "The mean latency of requests, in milliseconds"),
			entry("kafka_producer_request_latency_max", "The highest latency of a request, in milliseconds"),
			entry("process_cpu_time_ns_total", "CPU time that the process has used"),
			entry("process_cpu_usage", "Share of all processors that the process uses, from 0 to 1"),
			entry("spring_kafka_listener_seconds", "Records processed, by topic, listener and error"),
			entry("spring_kafka_listener_seconds_max", "The slowest of the records processed lately"),
			entry("spring_kafka_template_seconds", "Records sent, by topic and error"),
			entry("spring_kafka_template_seconds_max", "The slowest of the records sent lately"),
			entry("system_cpu_usage", "Share of all processors that is in use on the machine, from 0 to 1"),
			entry("tasks_scheduled_execution_seconds", "Runs of scheduled tasks"),
			entry("tasks_scheduled_execution_seconds_max", "The slowest of the latest runs of scheduled tasks"),
			entry("tomcat_connections_config_max_connections", "Connections that the server accepts at once"),
			entry("tomcat_connections_current_connections", "Connections that are open"),
			entry("tomcat_sessions_active_current_sessions", "HTTP sessions that are active"),
			entry("tomcat_sessions_active_max_sessions", "The most HTTP sessions that were active at once"),
			entry("tomcat_sessions_alive_max_seconds", "The longest that an HTTP session lived"),
			entry("tomcat_sessions_created_sessions_total", "HTTP sessions that were created"),
			entry("tomcat_sessions_expired_sessions_total", "HTTP sessions that expired"),
			entry("tomcat_sessions_rejected_sessions_total", "HTTP sessions that were refused, for there were too many"),
			entry("tomcat_threads_busy_threads", "Threads of a connector that serve a request"),
			entry("tomcat_threads_config_max_threads", "Threads that a connector may have"),
			entry("tomcat_threads_current_threads", "Threads that a connector has"));
	// @formatter:on

	/**
	 * Kafka's clients export about two hundred families. The catalogue has those that are
	 * declared by their whole names.
	 */
	static final String KAFKA_CLIENTS = "kafka_";

	/** Families of some garbage collectors, which the JVM chooses by the machine. */
	static final List<String> MACHINE_DEPENDENT = List.of("jvm_gc_concurrent_phase_time_seconds",
			"jvm_gc_concurrent_phase_time_seconds_max");

	private Families() {
	}

	static @Nullable Declaration declaration(String family) {
		return DECLARATIONS.stream()
			.filter((declaration) -> family.startsWith(declaration.beginning()))
			.max(Comparator.comparingInt((declaration) -> declaration.beginning().length()))
			.orElse(null);
	}

	static @Nullable String meaning(String family) {
		return MEANINGS.get(family);
	}

	/**
	 * What is declared of families.
	 *
	 * @param beginning the beginning of their names
	 * @param feature the feature that exports them
	 * @param condition when they are there; {@code null} if always
	 * @param awaits what the condition waits for; {@code null} if there is none
	 * @param name the name in the catalogue, if it is a pattern
	 */
	record Declaration(String beginning, String feature, @Nullable String condition, @Nullable Awaits awaits,
			@Nullable String name) {

		static Declaration of(String beginning, String feature) {
			return new Declaration(beginning, feature, null, null, null);
		}

		/** There in services that have or use something. */
		Declaration when(String condition) {
			return new Declaration(this.beginning, this.feature, condition, Awaits.FEATURE, this.name);
		}

		/** There after something has happened. */
		Declaration once(String condition) {
			return new Declaration(this.beginning, this.feature, condition, Awaits.EVENT, this.name);
		}

		Declaration named(String name) {
			return new Declaration(this.beginning, this.feature, this.condition, this.awaits, name);
		}

	}

	/**
	 * What a condition waits for.
	 */
	enum Awaits {

		/** Something the service has, uses or switches on. */
		FEATURE,

		/** Something that happens. */
		EVENT;

		@JsonValue
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
