package dev.telltale.observability.cardinality;

import io.micrometer.common.KeyValues;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * What users send to a reactive service does not grow its series past the limits.
 */
class ReactiveCardinalityTests extends AbstractHttpCardinalityTests {

	ReactiveCardinalityTests() {
		super(WebApplicationType.REACTIVE, ReactiveShop.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import(Shop.class)
	static class ReactiveShop {

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http
				.authorizeExchange((exchanges) -> exchanges.pathMatchers("/secret/**", "/forbidden/**")
					.authenticated()
					.anyExchange()
					.permitAll())
				.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
				.exceptionHandling((handling) -> handling.authenticationEntryPoint((exchange, ex) -> {
					boolean secret = exchange.getRequest().getPath().value().startsWith("/secret/");
					exchange.getResponse().setStatusCode(secret ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN);
					return Mono.empty();
				}))
				.build();
		}

		@Bean
		DefaultServerRequestObservationConvention pathsThatAreNoPatterns() {
			return new DefaultServerRequestObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
					String path = context.getCarrier().getPath().value();
					KeyValues values = super.getLowCardinalityKeyValues(context);
					return path.startsWith(RAW) ? values.and("uri", path) : values;
				}

			};
		}

	}

}
