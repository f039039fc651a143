package dev.telltale.observability.identity;

import java.util.Properties;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdentityAutoConfiguration}.
 */
class IdentityAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(IdentityAutoConfiguration.class));

	@Test
	void tellsNameVersionAndEnvironment() {
		this.contextRunner
			.withPropertyValues("spring.application.name=shop", "telltale.service.version=1.2.3",
					"telltale.service.environment=staging")
			.run((context) -> {
				Gauge info = info(context);
				assertThat(info.value()).isEqualTo(1);
				assertThat(info.getId().getTag("name")).isEqualTo("shop");
				assertThat(info.getId().getTag("version")).isEqualTo("1.2.3");
				assertThat(info.getId().getTag("environment")).isEqualTo("staging");
				assertThat(info.getId().getTag("spring_boot_version")).isEqualTo(SpringBootVersion.getVersion());
				assertThat(info.getId().getTag("telltale_version")).matches("\\d+\\.\\d+\\.\\d+.*");
			});
	}

	@Test
	void hasEveryLabelEvenIfNothingIsKnown() {
		this.contextRunner.run((context) -> assertThat(info(context).getId().getTags())
			.filteredOn((tag) -> tag.getValue().equals("unknown"))
			.extracting("key")
			.containsExactlyInAnyOrder("name", "version", "revision", "environment"));
	}

	@Test
	void aBlankValueCountsAsNone() {
		this.contextRunner
			.withPropertyValues("telltale.service.version=", "spring.application.version=2.0",
					"telltale.service.environment= ")
			.run((context) -> {
				assertThat(info(context).getId().getTag("version")).isEqualTo("2.0");
				assertThat(info(context).getId().getTag("environment")).isEqualTo("unknown");
			});
	}

	@Test
	void tellsTheWholeCommitWhereverTheBuildWroteIt() {
		this.contextRunner.withBean(GitProperties.class, () -> git("commit.id.full", "cafe".repeat(10)))
			.run((context) -> assertThat(info(context).getId().getTag("revision")).isEqualTo("cafe".repeat(10)));
		this.contextRunner.withBean(GitProperties.class, () -> git("commit.id", "beef".repeat(10)))
			.run((context) -> assertThat(info(context).getId().getTag("revision")).isEqualTo("beef".repeat(10)));
		this.contextRunner.withBean(GitProperties.class, () -> git("commit.id.abbrev", "cafebee"))
			.run((context) -> assertThat(info(context).getId().getTag("revision")).isEqualTo("cafebee"));
		this.contextRunner.withBean(GitProperties.class, () -> git("branch", "main"))
			.run((context) -> assertThat(info(context).getId().getTag("revision")).isEqualTo("unknown"));
	}

	@Test
	void backsOffWhenUserDefinesTheBinder() {
		ApplicationInfoMetrics own = new ApplicationInfoMetrics(new ServiceIdentity("own", null, null), null, null,
				"1");
		this.contextRunner.withBean(ApplicationInfoMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(ApplicationInfoMetrics.class).isSameAs(own));
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.identity.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ApplicationInfoMetrics.class));
	}

	@Test
	void needsMicrometer() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(IdentityAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("applicationInfoMetrics"));
	}

	@Test
	void needsARegistry() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(IdentityAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ApplicationInfoMetrics.class));
	}

	private static Gauge info(ApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		context.getBean(ApplicationInfoMetrics.class).bindTo(registry);
		return registry.get(IdentityMetricNames.INFO).gauge();
	}

	private static GitProperties git(String key, String value) {
		Properties properties = new Properties();
		properties.setProperty(key, value);
		return new GitProperties(properties);
	}

}
