package dev.telltale.faults;

import java.util.ArrayList;
import java.util.List;

import dev.telltale.observability.http.HttpProperties;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Keeps the faults' own address out of metrics, SLOs and traces, beside the paths that
 * the service keeps out. One of the first, for the properties may be made early.
 */
class FaultsExclusion implements BeanPostProcessor, PriorityOrdered {

	static final String PATHS = FaultsApi.PATH + "/**";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof HttpProperties properties && !properties.getExcludedPaths().contains(PATHS)) {
			List<String> paths = new ArrayList<>(properties.getExcludedPaths());
			paths.add(PATHS);
			properties.setExcludedPaths(paths);
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
