package dev.telltale.observability.http;

import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpMetricsAutoConfiguration}.
 */
class HttpMetricsAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATION = AutoConfigurations
		.of(HttpMetricsAutoConfiguration.class);

	private final WebApplicationContextRunner servletRunner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATION);

	private final ReactiveWebApplicationContextRunner reactiveRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATION);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATION);

	@Test
	void filtersServletRequestsBeforeTheyAreObserved() {
		this.servletRunner.withClassLoader(new FilteredClassLoader("reactor", "org.springframework.web.reactive"))
			.run((context) -> {
				assertThat(context).hasSingleBean(UnobservedPredicate.class)
					.doesNotHaveBean(UnobservedHttpHandlerDecorator.class)
					.doesNotHaveBean(ReactiveExclusionPredicate.class);
				assertThat(context.getBean(FilterRegistrationBean.class).getOrder())
					.isEqualTo(Ordered.HIGHEST_PRECEDENCE);
			});
	}

	@Test
	void decoratesReactiveHandlers() {
		this.reactiveRunner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasSingleBean(UnobservedPredicate.class)
				.hasSingleBean(UnobservedHttpHandlerDecorator.class)
				.hasSingleBean(ReactiveExclusionPredicate.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
	}

	@Test
	void needsNoWebClassesInAServiceWithoutWeb() {
		this.runner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "reactor", "org.springframework.web",
					"org.springframework.http"))
			.run((context) -> assertThat(context).hasSingleBean(UnobservedPredicate.class)
				.doesNotHaveBean(HttpExclusions.class));
	}

	@Test
	void backsOffWhenDisabled() {
		this.servletRunner.withPropertyValues("telltale.http.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(UnobservedPredicate.class)
				.doesNotHaveBean(HttpExclusions.class)
				.doesNotHaveBean(FilterRegistrationBean.class));
	}

	@Test
	void backsOffBeanByBean() {
		this.servletRunner.withUserConfiguration(OwnFilter.class)
			.run((context) -> assertThat(context).hasSingleBean(UnobservedPredicate.class)
				.getBean(FilterRegistrationBean.class)
				.isSameAs(context.getBean("unobservedServletFilter")));
	}

	@Test
	void refusesAPathThatIsNoPattern() {
		this.servletRunner.withPropertyValues("telltale.http.excluded-paths=/a,/b/{c")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("telltale.http.excluded-paths");
					assertThat(ex.getValue()).isEqualTo("/b/{c");
					assertThat(ex.getReason()).contains("path pattern");
				}));
	}

	@Test
	void saysHowToWriteAPath() {
		this.reactiveRunner.withPropertyValues("telltale.http.excluded-paths=internal/**")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getReason()).contains("write '/internal/**'")));
	}

	@Test
	void whatIsMarkedIsNotObservedUntilTheOutermostScopeEnds() {
		UnobservedPredicate predicate = new UnobservedPredicate();
		Observation.Context context = new Observation.Context();
		try (Unobserved.Scope outer = Unobserved.open()) {
			try (Unobserved.Scope inner = Unobserved.open()) {
				assertThat(predicate.test("query", context)).isFalse();
			}
			assertThat(predicate.test("query", context)).isFalse();
		}
		assertThat(predicate.test("query", context)).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilter {

		@Bean
		FilterRegistrationBean<UnobservedServletFilter> unobservedServletFilter() {
			return new FilterRegistrationBean<>(new UnobservedServletFilter((path) -> false));
		}

	}

}
