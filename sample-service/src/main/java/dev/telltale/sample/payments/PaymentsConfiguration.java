package dev.telltale.sample.payments;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.telltale.observability.business.BusinessMetrics;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * Chooses who decides payments.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentsProperties.class)
class PaymentsConfiguration {

	@Bean
	@Conditional(OnRemotePayments.class)
	RemotePayments remotePayments(PaymentsProperties properties, RestClient.Builder builder) {
		URI url = checked(properties.getUrl());
		checkTimeout("sample.payments.connect-timeout", properties.getConnectTimeout());
		checkTimeout("sample.payments.read-timeout", properties.getReadTimeout());
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withTimeouts(properties.getConnectTimeout(), properties.getReadTimeout());
		return new RemotePayments(builder.baseUrl(url.toString())
			.requestFactory(ClientHttpRequestFactoryBuilder.detect().build(settings))
			.build());
	}

	@Bean
	@Conditional(OnLocalPayments.class)
	LocalPayments localPayments(ObjectProvider<DeclineRule> rules, BusinessMetrics metrics) {
		return new LocalPayments(rules.orderedStream().toList(), metrics);
	}

	/**
	 * Declines a few payments, as payments are.
	 */
	@Bean
	@Conditional(OnLocalPayments.class)
	DeclineRule usualDeclines(PaymentsProperties properties) {
		double share = properties.getDeclinedShare();
		if (!(share >= 0 && share <= 1)) {
			throw new InvalidConfigurationPropertyValueException("sample.payments.declined-share", share,
					"Must be a share from 0 to 1, such as 0.002");
		}
		return (amount, currency) -> ThreadLocalRandom.current().nextDouble() < share;
	}

	private static URI checked(@Nullable URI url) {
		if (url == null || url.getHost() == null || url.getQuery() != null || url.getFragment() != null
				|| !("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))) {
			throw new InvalidConfigurationPropertyValueException(OnRemotePayments.URL, url,
					"Must be an address such as http://localhost:8081");
		}
		String text = url.toString();
		return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
	}

	private static void checkTimeout(String property, Duration value) {
		if (value.toMillis() <= 0) {
			throw new InvalidConfigurationPropertyValueException(property, value, "Must be 1ms or more, such as 2s");
		}
	}

}
