package dev.telltale.observability.diagnostics;

import java.util.List;

import dev.telltale.observability.logging.LoggingProperties;
import org.slf4j.LoggerFactory;

import org.springframework.core.env.Environment;

/**
 * Finds access lines that are asked for, and whose logger is silent.
 */
class AccessLogCheck implements DiagnosticCheck {

	private static final String PROPERTY = "telltale.logging.access.enabled";

	private final Environment environment;

	AccessLogCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public List<Finding> check() {
		String logger = LoggingProperties.Access.LOGGER;
		if (!this.environment.getProperty(PROPERTY, Boolean.class, false)
				|| LoggerFactory.getLogger(logger).isInfoEnabled()) {
			return List.of();
		}
		return List.of(new Finding("access-log-silent",
				"%s is true, but the logger %s is silent at its level.".formatted(PROPERTY, logger),
				"Set logging.level.%s=info, or remove %s.".formatted(logger, PROPERTY)));
	}

}
