package dev.telltale.faults;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.support.GenericApplicationContext;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the faults of the process.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProcessFaultTests {

	private static final long MEGABYTE = 1024 * 1024;

	@Test
	void cpuIsBurntUntilUndone() throws Exception {
		Fault.Undo undo = Runs.start(new CpuFault(), Map.of("threads", "1"));
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		long before = system.getProcessCpuTime();
		Thread.sleep(1000);
		long burnt = system.getProcessCpuTime() - before;
		assertThat(Runs.threads("fault-cpu-")).hasSize(1);
		undo.undo();
		// A second of one processor, were the machine ours alone.
		assertThat(Duration.ofNanos(burnt)).isGreaterThan(Duration.ofMillis(200));
		assertThat(Runs.threads("fault-cpu-")).isEmpty();
	}

	@Test
	void aDeadlockIsFoundUntilUndone() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		assertThat(threads.findDeadlockedThreads()).isNull();
		Fault.Undo undo = Runs.start(new DeadlockFault(), Map.of());
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(threads.findDeadlockedThreads()).hasSize(2));
		undo.undo();
		assertThat(threads.findDeadlockedThreads()).isNull();
		assertThat(Runs.threads("fault-deadlock-")).isEmpty();
	}

	@Test
	void memoryIsKeptUntilUndone(CapturedOutput output) {
		Fault.Undo undo = Runs.start(new MemoryLeakFault(), Map.of("megabytes", "64"));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(output).contains("64 MB of the heap are kept"));
		// At once before and after: what earlier tests left goes when it likes.
		long kept = usedAfterCollection();
		undo.undo();
		assertThat(kept - usedAfterCollection()).isBetween(56 * MEGABYTE, 76 * MEGABYTE);
		assertThat(Runs.threads("fault-memory-leak")).isEmpty();
	}

	@Test
	void keptMemoryIsReplacedWhenAskedFor() {
		com.sun.management.ThreadMXBean threads = ManagementFactory
			.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
		Fault.Undo undo = Runs.start(new MemoryLeakFault(), Map.of("megabytes", "8", "churn", "100"));
		try {
			long id = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals("fault-memory-leak"))
				.findFirst()
				.orElseThrow()
				.getId();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(threads.getThreadAllocatedBytes(id)).isGreaterThan(40 * MEGABYTE));
		}
		finally {
			undo.undo();
		}
	}

	@Test
	void aFloodOfLinesEndsWithItsCount() {
		Logger logger = (Logger) LoggerFactory.getLogger(LogFloodFault.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		logger.setAdditive(false);
		try {
			Fault.Undo undo = Runs.start(new LogFloodFault(), Map.of("lines", "200"), new Budget(40, () -> {
			}));
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Runs.threads("fault-log-flood").isEmpty());
			undo.undo();
			assertThat(appender.list).hasSize(40).extracting(ILoggingEvent::getLevel).containsOnly(Level.ERROR);
		}
		finally {
			logger.setAdditive(true);
			logger.detachAppender(appender);
		}
	}

	@Test
	void aFloodOfLinesKeepsItsPace() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger(LogFloodFault.class);
		Budget budget = new Budget(10_000, () -> {
		});
		Fault.Undo undo = Runs.start(new LogFloodFault(), Map.of("lines", "50", "level", "info"), budget);
		long start = System.nanoTime();
		Thread.sleep(1000);
		undo.undo();
		double seconds = (System.nanoTime() - start) / 1e9;
		assertThat((double) budget.used()).isBetween(20.0, 50 * seconds + 1);
		assertThat(logger.isInfoEnabled()).isTrue();
	}

	@Test
	void aBombMakesItsValuesAndRemovesThem() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		Fault.Undo undo = Runs.start(new CardinalityBombFault(registry), Map.of("values", "7"), new Budget(20, () -> {
		}));
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Runs.threads("fault-cardinality").isEmpty());
		assertThat(registry.get(CardinalityBombFault.METER).counters()).hasSize(7)
			.extracting((counter) -> counter.count())
			.containsOnly(2.0, 3.0);
		undo.undo();
		assertThat(registry.getMeters()).isEmpty();
	}

	@Test
	void readinessComesBack() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(ApplicationAvailabilityBean.class);
			context.refresh();
			ApplicationAvailabilityBean availability = context.getBean(ApplicationAvailabilityBean.class);
			Fault.Undo undo = Runs.start(new UnreadyFault(context), Map.of());
			assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
			undo.undo();
			assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

	@Test
	void aServiceThatStopsStaysUnready() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(ApplicationAvailabilityBean.class);
		context.refresh();
		ApplicationAvailabilityBean availability = context.getBean(ApplicationAvailabilityBean.class);
		Fault.Undo undo = Runs.start(new UnreadyFault(context), Map.of());
		context.close();
		undo.undo();
		assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
	}

	@Test
	void theComponentIsDownUntilUndone() {
		ComponentDownFault fault = new ComponentDownFault();
		assertThat(fault.health().getStatus()).isEqualTo(Status.UP);
		Fault.Undo undo = Runs.start(fault, Map.of());
		assertThat(fault.health().getStatus()).isEqualTo(Status.DOWN);
		undo.undo();
		assertThat(fault.health().getStatus()).isEqualTo(Status.UP);
	}

	private static long usedAfterCollection() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
