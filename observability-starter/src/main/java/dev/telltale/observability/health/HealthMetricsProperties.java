package dev.telltale.observability.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the health of a service becomes metrics.
 */
@ConfigurationProperties("telltale.health")
public class HealthMetricsProperties {

	/**
	 * Time between two rounds of health checks; at least 100ms.
	 */
	private Duration interval = Duration.ofSeconds(10);

	/**
	 * Time after which the status of a component whose check has not come to an end is
	 * UNKNOWN; at least 100ms.
	 */
	private Duration timeout = Duration.ofSeconds(5);

	/**
	 * Return the time between two rounds of health checks.
	 * @return the interval
	 */
	public Duration getInterval() {
		return this.interval;
	}

	/**
	 * Set the time between two rounds of health checks.
	 * @param interval the interval
	 */
	public void setInterval(Duration interval) {
		this.interval = interval;
	}

	/**
	 * Return the time after which the status of a component whose check has not come to
	 * an end is UNKNOWN.
	 * @return the timeout
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set the time after which the status of a component whose check has not come to an
	 * end is UNKNOWN.
	 * @param timeout the timeout
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

}
