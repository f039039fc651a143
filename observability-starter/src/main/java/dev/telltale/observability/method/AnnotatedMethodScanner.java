package dev.telltale.observability.method;

import java.lang.reflect.Method;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

/**
 * Prepares the annotated methods of all beans whose class is known when the service
 * starts, also of lazy ones: a counter that is born at 1 hides its first event.
 */
class AnnotatedMethodScanner implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(AnnotatedMethodScanner.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<AnnotatedMethodAdvisor<?>> advisors;

	AnnotatedMethodScanner(ConfigurableListableBeanFactory beanFactory, List<AnnotatedMethodAdvisor<?>> advisors) {
		this.beanFactory = beanFactory;
		this.advisors = advisors;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Class<?> type = targetClass(name);
			if (type != null && UserClasses.mayBe(type)) {
				prepare(type);
			}
		}
	}

	private void prepare(Class<?> type) {
		try {
			for (Method method : MethodIntrospector.selectMethods(type, this::isAnnotated)) {
				this.advisors.forEach((advisor) -> advisor.prepare(type, method));
			}
		}
		catch (LinkageError ex) {
			// Its methods name classes that are not there; it can still be a fine bean.
			logger.debug("Not searching " + type.getName() + " for annotations", ex);
		}
	}

	private boolean isAnnotated(Method method) {
		for (AnnotatedMethodAdvisor<?> advisor : this.advisors) {
			if (advisor.isAnnotated(method)) {
				return true;
			}
		}
		return false;
	}

	private @Nullable Class<?> targetClass(String name) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
			return (type != null) ? ClassUtils.getUserClass(type) : null;
		}
		catch (BeansException | LinkageError ex) {
			logger.debug("The class of bean '" + name + "' is not known yet", ex);
			return null;
		}
	}

}
