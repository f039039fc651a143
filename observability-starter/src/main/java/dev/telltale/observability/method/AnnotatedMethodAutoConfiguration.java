package dev.telltale.observability.method;

import java.util.List;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Lets the {@link AnnotatedMethodAdvisor advisors} of the features take effect. Spring's
 * own proxy creator for infrastructure advisors does it, which needs no AspectJ; where
 * AspectJ is present, its creator serves.
 */
@AutoConfiguration
@ConditionalOnBean(AnnotatedMethodAdvisor.class)
@Import(AnnotatedMethodAutoConfiguration.ProxyCreatorRegistrar.class)
public final class AnnotatedMethodAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AnnotatedMethodScanner annotatedMethodScanner(ConfigurableListableBeanFactory beanFactory,
			List<AnnotatedMethodAdvisor<?>> advisors) {
		return new AnnotatedMethodScanner(beanFactory, advisors);
	}

	@Bean
	static LazyInitializationExcludeFilter eagerAnnotatedMethodScanner() {
		return LazyInitializationExcludeFilter.forBeanTypes(AnnotatedMethodScanner.class);
	}

	/**
	 * Registers the proxy creator if nothing else did.
	 */
	static class ProxyCreatorRegistrar implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importingClassMetadata,
				BeanDefinitionRegistry registry) {
			AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
		}

	}

}
