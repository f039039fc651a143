package dev.telltale.observability.identity;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.info.GitProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Exports who the service is as {@code application_info}.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "telltale.identity.enabled", matchIfMissing = true)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class IdentityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApplicationInfoMetrics applicationInfoMetrics(Environment environment, ObjectProvider<GitProperties> git) {
		return new ApplicationInfoMetrics(ServiceIdentity.of(environment), revision(git.getIfAvailable()),
				SpringBootVersion.getVersion(), TelltaleVersion.get());
	}

	/**
	 * Return the whole commit id where git.properties has it: builds write it under one
	 * of two names.
	 */
	private static @Nullable String revision(@Nullable GitProperties git) {
		if (git == null) {
			return null;
		}
		String full = git.get("commit.id.full");
		String revision = StringUtils.hasText(full) ? full : git.getCommitId();
		return StringUtils.hasText(revision) ? revision : git.getShortCommitId();
	}

}
