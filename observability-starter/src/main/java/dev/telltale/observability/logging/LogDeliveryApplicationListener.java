package dev.telltale.observability.logging;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets logging become asynchronous when the application has started, and direct again
 * when it failed, so that the reason is on the console before the process ends.
 */
class LogDeliveryApplicationListener implements ApplicationListener<SpringApplicationEvent> {

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartedEvent started) {
			TelltaleLogbackLoggingSystem system = loggingSystem(started.getApplicationContext());
			if (system != null) {
				system.writeAsynchronously();
			}
		}
		else if (event instanceof ApplicationFailedEvent failed && failed.getApplicationContext() != null) {
			TelltaleLogbackLoggingSystem system = loggingSystem(failed.getApplicationContext());
			if (system != null) {
				system.writeDirectly();
			}
		}
	}

	private static @Nullable TelltaleLogbackLoggingSystem loggingSystem(ConfigurableApplicationContext context) {
		String name = LoggingApplicationListener.LOGGING_SYSTEM_BEAN_NAME;
		if (!context.getBeanFactory().containsSingleton(name)) {
			return null;
		}
		LoggingSystem system = context.getBeanFactory().getBean(name, LoggingSystem.class);
		return (system instanceof TelltaleLogbackLoggingSystem ours) ? ours : null;
	}

}
