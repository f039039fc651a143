package dev.telltale.observability.logging;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Lets logging become asynchronous when the application has started, and direct again
 * when it failed, so that the reason is on the console before the process ends.
 * <p>
 * An application that a test starts stays direct unless asked otherwise: tests look at
 * the output right after the call.
 */
class LogDeliveryApplicationListener implements ApplicationListener<SpringApplicationEvent> {

	private static final String PROPERTY = "telltale.logging.async.enabled";

	private static final Set<String> TEST_PACKAGES = Set.of("org.junit.platform.", "org.testng.",
			"org.springframework.boot.test.");

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartedEvent started) {
			TelltaleLogbackLoggingSystem system = loggingSystem(started.getApplicationContext());
			Environment environment = started.getApplicationContext().getEnvironment();
			if (system != null && (environment.containsProperty(PROPERTY) || !isStartedByTest())) {
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

	/**
	 * Look at the stack, as Boot's developer tools do to stay out of tests.
	 */
	private static boolean isStartedByTest() {
		for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
			if (TEST_PACKAGES.stream().anyMatch(frame.getClassName()::startsWith)) {
				return true;
			}
		}
		return false;
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
