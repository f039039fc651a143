package dev.telltale.sample.payments;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How payments are taken.
 */
@ConfigurationProperties("sample.payments")
class PaymentsProperties {

	/**
	 * Address of the service in the role payments, such as http://localhost:8081. Without
	 * it payments are decided in process. Has no effect in the role payments.
	 */
	private @Nullable URI url;

	/**
	 * Time to connect to that service.
	 */
	private Duration connectTimeout = Duration.ofSeconds(1);

	/**
	 * Time to wait for an answer of that service.
	 */
	private Duration readTimeout = Duration.ofSeconds(5);

	/**
	 * Share of the payments that are declined where they are decided, from 0 to 1.
	 */
	private double declinedShare = 0.002;

	public @Nullable URI getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable URI url) {
		this.url = url;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public Duration getReadTimeout() {
		return this.readTimeout;
	}

	public void setReadTimeout(Duration readTimeout) {
		this.readTimeout = readTimeout;
	}

	public double getDeclinedShare() {
		return this.declinedShare;
	}

	public void setDeclinedShare(double declinedShare) {
		this.declinedShare = declinedShare;
	}

}
