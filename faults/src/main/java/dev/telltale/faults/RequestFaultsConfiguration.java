package dev.telltale.faults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The faults of requests, to import where requests suffer from them.
 */
@Configuration(proxyBeanMethods = false)
class RequestFaultsConfiguration {

	@Bean
	ErrorsFault errorsFault() {
		return new ErrorsFault();
	}

	@Bean
	LatencyFault latencyFault() {
		return new LatencyFault();
	}

}
