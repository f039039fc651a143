package dev.telltale.faults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The faults of requests: not there where no request would suffer from them. Imported by
 * those who let requests suffer.
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
