package dev.telltale.sample;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * {@code /health} and {@code /metrics} on the main port. They forward, so that the
 * endpoints negotiate the content as they always do.
 */
@Configuration(proxyBeanMethods = false)
class ShortAddresses implements WebMvcConfigurer {

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/health").setViewName("forward:/actuator/health");
		registry.addViewController("/metrics").setViewName("forward:/actuator/prometheus");
	}

}
