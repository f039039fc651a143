package dev.telltale.observability.logging;

import java.util.Map;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Refuses settings that are not valid, which would be reported as a bare stack trace
 * while the logging system starts, and switches Boot's banner off where the console gets
 * JSON lines, as Boot itself does for its structured formats.
 */
class LogFormatApplicationListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		LogFormat.check(environment);
		LoggingSettings.load(environment);
		if (LogFormat.isConsoleJson(environment)) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("telltaleBanner", Map.of("spring.main.banner-mode", "off")));
		}
	}

	@Override
	public int getOrder() {
		// Once Boot knows whether there is a terminal, and the logging system is ready.
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

}
