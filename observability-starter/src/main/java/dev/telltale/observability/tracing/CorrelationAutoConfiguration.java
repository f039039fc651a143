package dev.telltale.observability.tracing;

import java.util.List;
import java.util.regex.Pattern;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Tells which requests, log lines and calls belong together: by the trace id and by a
 * correlation id that callers may choose.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "telltale.correlation.enabled", matchIfMissing = true)
@ConditionalOnClass({ Tracer.class, ThreadLocalAccessor.class })
@EnableConfigurationProperties(CorrelationProperties.class)
public final class CorrelationAutoConfiguration {

	private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

	CorrelationAutoConfiguration(CorrelationProperties properties) {
		List<String> headers = properties.getHeaders();
		for (int i = 0; i < headers.size(); i++) {
			check("telltale.correlation.headers[" + i + "]", headers.get(i));
		}
		check("telltale.correlation.trace-id-header", properties.getTraceIdHeader());
		// The registry is the process's; registering again replaces the accessor.
		ContextRegistry.getInstance().registerThreadLocalAccessor(new CorrelationId.Accessor());
	}

	private static void check(String property, @Nullable String header) {
		if (header != null && !header.isEmpty() && !HEADER.matcher(header).matches()) {
			throw new InvalidConfigurationPropertyValueException(property, header,
					"Must be the name of an HTTP header, of letters, digits and hyphens");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	RequestCorrelation requestCorrelation(CorrelationProperties properties) {
		return new RequestCorrelation(properties);
	}

	@Bean
	@ConditionalOnMissingBean(CorrelationReceiverHandler.class)
	ObservationHandler<?> correlationReceiverHandler(CorrelationProperties properties) {
		return new CorrelationReceiverHandler(properties.getHeaders());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ClientHttpRequest.class)
	@ConditionalOnBooleanProperty(name = "telltale.correlation.propagate", matchIfMissing = true)
	static class SenderConfiguration {

		@Bean
		@ConditionalOnMissingBean(CorrelationSenderHandler.class)
		ObservationHandler<?> correlationSenderHandler(CorrelationProperties properties) {
			List<String> headers = properties.getHeaders();
			return new CorrelationSenderHandler(headers.isEmpty() ? "X-Correlation-ID" : headers.get(0));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ Filter.class, ServerHttpObservationFilter.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "correlationServletFilter")
		FilterRegistrationBean<CorrelationServletFilter> correlationServletFilter(RequestCorrelation correlation) {
			FilterRegistrationBean<CorrelationServletFilter> registration = new FilterRegistrationBean<>(
					new CorrelationServletFilter(correlation));
			registration.setOrder(CorrelationServletFilter.ORDER);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			return registration;
		}

		@Bean
		@ConditionalOnMissingBean
		FailedRequestFilter failedRequestFilter() {
			return new FailedRequestFilter();
		}

		@Bean
		@ConditionalOnMissingBean(name = "failedRequestListener")
		ServletListenerRegistrationBean<FailedRequestFilter> failedRequestListener(FailedRequestFilter filter,
				ObjectProvider<FailedRequestFilter.CleanUp> cleanUp) {
			ServletListenerRegistrationBean<FailedRequestFilter> registration = new ServletListenerRegistrationBean<>(
					filter);
			registration.setEnabled(cleanUp.stream().noneMatch(FailedRequestFilter.CleanUp::isInPlace));
			return registration;
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ ConfigurableTomcatWebServerFactory.class, ValveBase.class })
		static class TomcatConfiguration {

			@Bean
			FailedRequestValve.Customizer failedRequestValveCustomizer() {
				return new FailedRequestValve.Customizer();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(WebMvcConfigurer.class)
	@ConditionalOnBean(Tracer.class)
	@ConditionalOnBooleanProperty(name = "telltale.correlation.problem-detail", matchIfMissing = true)
	static class WebMvcConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "traceIdProblemDetailConfigurer")
		WebMvcConfigurer traceIdProblemDetailConfigurer(Tracer tracer) {
			return new WebMvcConfigurer() {

				@Override
				public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
					interceptors.add(new TraceIdProblemDetailInterceptor(tracer));
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		CorrelationWebFilter correlationWebFilter(RequestCorrelation correlation) {
			return new CorrelationWebFilter(correlation);
		}

		@Bean
		@ConditionalOnClass(ErrorWebExceptionHandler.class)
		@ConditionalOnMissingBean
		static CorrelationExceptionHandler.Wrapper correlationExceptionHandlerWrapper() {
			return new CorrelationExceptionHandler.Wrapper();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(WebFluxConfigurer.class)
	@ConditionalOnBean(Tracer.class)
	@ConditionalOnBooleanProperty(name = "telltale.correlation.problem-detail", matchIfMissing = true)
	static class WebFluxConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "traceIdProblemDetailConfigurer")
		WebFluxConfigurer traceIdProblemDetailConfigurer(Tracer tracer) {
			return new WebFluxConfigurer() {

				@Override
				public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
					interceptors.add(new TraceIdProblemDetailInterceptor(tracer));
				}

			};
		}

	}

}
