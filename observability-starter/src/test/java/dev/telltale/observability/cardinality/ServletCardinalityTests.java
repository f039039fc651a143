package dev.telltale.observability.cardinality;

import io.micrometer.common.KeyValues;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * What users send to a servlet service does not grow its series past the limits.
 */
class ServletCardinalityTests extends AbstractHttpCardinalityTests {

	ServletCardinalityTests() {
		super(WebApplicationType.SERVLET, ServletShop.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(Shop.class)
	static class ServletShop {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/secret/**", "/forbidden/**")
					.authenticated()
					.anyRequest()
					.permitAll())
				.requestCache((cache) -> cache.requestCache(new NullRequestCache()))
				.exceptionHandling((handling) -> handling
					.defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
							(request) -> request.getRequestURI().startsWith("/secret/"))
					.defaultAuthenticationEntryPointFor(new Http403ForbiddenEntryPoint(), (request) -> true))
				.build();
		}

		@Bean
		FilterRegistrationBean<FilterChainProxy> securityFilter(FilterChainProxy springSecurityFilterChain) {
			FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(
					springSecurityFilterChain);
			registration.setOrder(-100);
			return registration;
		}

		@Bean
		DefaultServerRequestObservationConvention pathsThatAreNoPatterns() {
			return new DefaultServerRequestObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
					String path = context.getCarrier().getRequestURI();
					KeyValues values = super.getLowCardinalityKeyValues(context);
					return path.startsWith(RAW) ? values.and("uri", path) : values;
				}

			};
		}

	}

}
