package dev.telltale.observability.runtime;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import dev.telltale.observability.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RuntimeMetricsAutoConfiguration}.
 */
class RuntimeMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(RuntimeMetricsAutoConfiguration.class));

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void aScrapeTellsOfADeadlock(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, Shop.class)) {
			assertThat(scrape(service)).contains("jvm_threads_deadlocked_threads 0.0",
					"jvm_threads_deadlocked_monitor_threads 0.0");
			Lock one = new ReentrantLock();
			Lock other = new ReentrantLock();
			CyclicBarrier bothHoldOne = new CyclicBarrier(2);
			Thread first = lock(one, other, bothHoldOne);
			Thread second = lock(other, one, bothHoldOne);
			try {
				await().untilAsserted(() -> assertThat(scrape(service)).contains("jvm_threads_deadlocked_threads 2.0",
						"jvm_threads_deadlocked_monitor_threads 0.0"));
			}
			finally {
				first.interrupt();
				first.join();
				second.join();
			}
			assertThat(scrape(service)).contains("jvm_threads_deadlocked_threads 0.0");
		}
	}

	@Test
	void backsOffWhenUserDefinesTheBinder() {
		JvmThreadDeadlockMetrics own = new JvmThreadDeadlockMetrics();
		this.contextRunner.withBean(JvmThreadDeadlockMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(JvmThreadDeadlockMetrics.class).isSameAs(own));
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.runtime.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(JvmThreadDeadlockMetrics.class));
	}

	@Test
	void needsMicrometer() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RuntimeMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RuntimeMetricsAutoConfiguration.class));
	}

	@Test
	void needsARegistry() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RuntimeMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(JvmThreadDeadlockMetrics.class));
	}

	/**
	 * Locks whose waiters can be interrupted, so that the deadlock ends with the test.
	 */
	private static Thread lock(Lock mine, Lock others, CyclicBarrier bothHoldOne) {
		Thread thread = new Thread(() -> {
			mine.lock();
			try {
				bothHoldOne.await();
				others.lockInterruptibly();
				others.unlock();
			}
			catch (Exception ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				mine.unlock();
			}
		});
		thread.start();
		return thread;
	}

	private static String scrape(TestService service) throws Exception {
		return service.get(service.port(), "/actuator/prometheus").body();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
