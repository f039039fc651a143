package dev.telltale.observability.budget;

import java.io.IOException;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The bounds that stand in {@code budget.properties}.
 */
final class Budget {

	private Budget() {
	}

	/**
	 * Return a bound.
	 * @param name its name
	 * @return the bound
	 */
	static long of(String name) throws IOException {
		Properties bounds = PropertiesLoaderUtils.loadProperties(new ClassPathResource("budget.properties"));
		String bound = bounds.getProperty(name);
		if (bound == null) {
			throw new IllegalStateException("budget.properties has no bound called " + name);
		}
		return Long.parseLong(bound);
	}

}
