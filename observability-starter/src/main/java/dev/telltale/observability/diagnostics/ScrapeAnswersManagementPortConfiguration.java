package dev.telltale.observability.diagnostics;

import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Looks at the answers to scrapes on a management port of its own, which Spring Security
 * guards as it does the port of the users.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(ScrapeAnswers.class)
final class ScrapeAnswersManagementPortConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
	static class ServletConfiguration {

		@Bean
		FilterRegistrationBean<ScrapeAnswersFilter> managementScrapeAnswersFilter(ScrapeAnswers answers) {
			return DiagnosticsAutoConfiguration.ServletConfiguration.registration(answers);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass({ Mono.class, HttpHandlerDecoratorFactory.class })
	static class ReactiveConfiguration {

		@Bean
		ScrapeAnswersHttpHandlerDecorator managementScrapeAnswersDecorator(ScrapeAnswers answers) {
			return new ScrapeAnswersHttpHandlerDecorator(answers);
		}

	}

}
