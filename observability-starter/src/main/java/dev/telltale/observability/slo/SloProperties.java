package dev.telltale.observability.slo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The service level objectives of a service.
 */
@ConfigurationProperties("telltale.slo")
public class SloProperties {

	/**
	 * Objectives by name. The name "http" is the built-in one over all routes: give it an
	 * objective, but no selector.
	 */
	private Map<String, Objective> objectives = new LinkedHashMap<>();

	/**
	 * Return the objectives by name.
	 * @return the objectives
	 */
	public Map<String, Objective> getObjectives() {
		return this.objectives;
	}

	/**
	 * Set the objectives by name.
	 * @param objectives the objectives
	 */
	public void setObjectives(Map<String, Objective> objectives) {
		this.objectives = objectives;
	}

	/**
	 * One service level objective: which events it is about, and what is promised.
	 */
	public static class Objective {

		/**
		 * The HTTP requests that the objective is about. Without this and without an
		 * observation, the service's code counts, through Slos or @Slo.
		 */
		private @Nullable Http http;

		/**
		 * Name of the observation that the objective is about, instead of HTTP requests.
		 */
		private @Nullable String observation;

		/**
		 * How many events succeed.
		 */
		private @Nullable Availability availability;

		/**
		 * How many of the events that succeed are fast.
		 */
		private @Nullable Latency latency;

		/**
		 * Number of bad events within an alert's long window below which it stays silent:
		 * one failed request of six must not wake anybody. At least 1.
		 */
		private int minBadEvents = 5;

		/**
		 * Return the HTTP requests that the objective is about.
		 * @return the requests
		 */
		public @Nullable Http getHttp() {
			return this.http;
		}

		/**
		 * Set the HTTP requests that the objective is about.
		 * @param http the requests
		 */
		public void setHttp(@Nullable Http http) {
			this.http = http;
		}

		/**
		 * Return the name of the observation that the objective is about, instead of HTTP
		 * requests.
		 * @return the observation
		 */
		public @Nullable String getObservation() {
			return this.observation;
		}

		/**
		 * Set the name of the observation that the objective is about, instead of HTTP
		 * requests.
		 * @param observation the observation
		 */
		public void setObservation(@Nullable String observation) {
			this.observation = observation;
		}

		/**
		 * Return how many events succeed.
		 * @return the availability
		 */
		public @Nullable Availability getAvailability() {
			return this.availability;
		}

		/**
		 * Set how many events succeed.
		 * @param availability the availability
		 */
		public void setAvailability(@Nullable Availability availability) {
			this.availability = availability;
		}

		/**
		 * Return how many of the events that succeed are fast.
		 * @return the latency
		 */
		public @Nullable Latency getLatency() {
			return this.latency;
		}

		/**
		 * Set how many of the events that succeed are fast.
		 * @param latency the latency
		 */
		public void setLatency(@Nullable Latency latency) {
			this.latency = latency;
		}

		/**
		 * Return the number of bad events within an alert's long window below which it
		 * stays silent: one failed request of six must not wake anybody.
		 * @return the min bad events
		 */
		public int getMinBadEvents() {
			return this.minBadEvents;
		}

		/**
		 * Set the number of bad events within an alert's long window below which it stays
		 * silent: one failed request of six must not wake anybody.
		 * @param minBadEvents the min bad events
		 */
		public void setMinBadEvents(int minBadEvents) {
			this.minBadEvents = minBadEvents;
		}

	}

	/**
	 * Selects HTTP requests.
	 */
	public static class Http {

		/**
		 * Path pattern within the application, such as /api/users/{id} or /api/users/**.
		 */
		private @Nullable String uri;

		/**
		 * HTTP method; every method if not set.
		 */
		private @Nullable String method;

		/**
		 * Return the path pattern within the application, such as /api/users/{id} or
		 * /api/users/**.
		 * @return the uri
		 */
		public @Nullable String getUri() {
			return this.uri;
		}

		/**
		 * Set the path pattern within the application, such as /api/users/{id} or
		 * /api/users/**.
		 * @param uri the uri
		 */
		public void setUri(@Nullable String uri) {
			this.uri = uri;
		}

		/**
		 * Return the HTTP method; every method if not set.
		 * @return the method
		 */
		public @Nullable String getMethod() {
			return this.method;
		}

		/**
		 * Set the HTTP method; every method if not set.
		 * @param method the method
		 */
		public void setMethod(@Nullable String method) {
			this.method = method;
		}

	}

	/**
	 * An availability objective.
	 */
	public static class Availability {

		/**
		 * Share of the events that succeed, as a ratio above 0 and below 1, such as
		 * 0.999.
		 */
		private @Nullable Double objective;

		/**
		 * Return the share of the events that succeed, as a ratio above 0 and below 1,
		 * such as 0.999.
		 * @return the objective
		 */
		public @Nullable Double getObjective() {
			return this.objective;
		}

		/**
		 * Set the share of the events that succeed, as a ratio above 0 and below 1, such
		 * as 0.999.
		 * @param objective the objective
		 */
		public void setObjective(@Nullable Double objective) {
			this.objective = objective;
		}

	}

	/**
	 * A latency objective.
	 */
	public static class Latency {

		/**
		 * Share of the successful events that are fast, as a ratio above 0 and below 1,
		 * such as 0.99.
		 */
		private @Nullable Double objective;

		/**
		 * Duration up to which an event is fast, such as 300ms; exact, it need not be a
		 * bucket.
		 */
		private @Nullable Duration threshold;

		/**
		 * Return the share of the successful events that are fast, as a ratio above 0 and
		 * below 1, such as 0.99.
		 * @return the objective
		 */
		public @Nullable Double getObjective() {
			return this.objective;
		}

		/**
		 * Set the share of the successful events that are fast, as a ratio above 0 and
		 * below 1, such as 0.99.
		 * @param objective the objective
		 */
		public void setObjective(@Nullable Double objective) {
			this.objective = objective;
		}

		/**
		 * Return the duration up to which an event is fast; exact, it need not be a
		 * bucket.
		 * @return the threshold
		 */
		public @Nullable Duration getThreshold() {
			return this.threshold;
		}

		/**
		 * Set the duration up to which an event is fast; exact, it need not be a bucket.
		 * @param threshold the threshold
		 */
		public void setThreshold(@Nullable Duration threshold) {
			this.threshold = threshold;
		}

	}

}
