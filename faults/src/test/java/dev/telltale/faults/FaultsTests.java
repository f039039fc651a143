package dev.telltale.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MockClock;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Faults}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FaultsTests {

	private final MockClock clock = new MockClock();

	private final TestFault one = new TestFault("one", true);

	private final TestFault two = new TestFault("two", false);

	private final Faults faults = new Faults(List.of(this.two, this.one), this.clock::monotonicTime);

	@BeforeEach
	void start() {
		this.faults.start();
	}

	@AfterEach
	void stop() {
		this.faults.stop();
		this.faults.destroy();
	}

	@Test
	void allAreOffAtFirst() {
		assertThat(this.faults.states()).extracting(FaultState::name).containsExactly("one", "two");
		assertThat(this.faults.states()).noneMatch(FaultState::active);
		FaultState state = this.faults.state("one");
		assertThat(state.parameters())
			.isEqualTo(Map.<String, Object>of("seconds", 60, "count", 10_000, "probability", 1.0));
		assertThat(state.remaining()).isNull();
		assertThat(state.settings()).isNull();
		assertThat(state.used()).isNull();
	}

	@Test
	void startsWithWhatIsGivenAndTheDefaults() {
		FaultState state = this.faults.start("one",
				Map.of("seconds", List.of("12"), "count", List.of("5"), "probability", List.of("0.25")));
		assertThat(state.active()).isTrue();
		assertThat(state.remaining()).isEqualTo(Duration.ofSeconds(12));
		assertThat(state.settings()).isEqualTo(Map.<String, Object>of("seconds", 12, "count", 5, "probability", 0.25));
		assertThat(state.used()).isZero();
		assertThat(this.one.active).hasValue(1);
		assertThat(this.two.active).hasValue(0);
	}

	@Test
	void endsWhenItsTimeIsOver() {
		this.faults.start("one", Map.of("seconds", List.of("12")));
		this.clock.add(Duration.ofMillis(11_999));
		assertThat(this.faults.state("one").active()).isTrue();
		assertThat(this.faults.state("one").remaining()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.one.active).hasValue(1);
		this.clock.add(Duration.ofMillis(1));
		assertThat(this.faults.state("one").active()).isFalse();
		assertThat(this.one.active).hasValue(0);
	}

	@Test
	void endsByItselfThoughNobodyLooks() {
		this.faults.start("two", Map.of("seconds", List.of("1")));
		assertThat(this.two.active).hasValue(1);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.two.active.get() == 0);
	}

	@Test
	void endsWhenItHasActedOftenEnough() {
		this.faults.start("one", Map.of("count", List.of("3")));
		assertThat(this.one.act()).isTrue();
		assertThat(this.one.act()).isTrue();
		assertThat(this.faults.state("one").used()).isEqualTo(2);
		assertThat(this.faults.state("one").active()).isTrue();
		assertThat(this.one.act()).isTrue();
		assertThat(this.one.act()).isFalse();
		assertThat(this.faults.state("one").active()).isFalse();
		assertThat(this.one.active).hasValue(0);
	}

	@Test
	void endsByItselfAfterItsLastAct() {
		this.faults.start("one", Map.of("count", List.of("1")));
		this.one.act();
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.one.active.get() == 0);
	}

	@Test
	void startsAnewAfterItsUndo() {
		this.faults.start("one", Map.of("seconds", List.of("1")));
		this.faults.start("one", Map.of("seconds", List.of("100")));
		assertThat(this.one.active).hasValue(1);
		assertThat(this.one.starts).hasValue(2);
		this.clock.add(Duration.ofSeconds(50));
		assertThat(this.faults.state("one").active()).isTrue();
	}

	@Test
	void theEndOfOneRunDoesNotEndTheNext() throws Exception {
		this.faults.start("one", Map.of("seconds", List.of("1"), "count", List.of("1")));
		this.one.act();
		this.faults.start("one", Map.of("seconds", List.of("100")));
		Thread.sleep(1500);
		assertThat(this.one.active).hasValue(1);
		assertThat(this.faults.state("one").active()).isTrue();
	}

	@Test
	void wrongValuesLeaveARunAsItIs() {
		this.faults.start("one", Map.of("seconds", List.of("100")));
		assertThatExceptionOfType(FaultException.class)
			.isThrownBy(() -> this.faults.start("one", Map.of("seconds", List.of("0"))));
		assertThat(this.faults.state("one").remaining()).isEqualTo(Duration.ofSeconds(100));
		assertThat(this.one.starts).hasValue(1);
	}

	@Test
	void canBeUndoneAnyNumberOfTimes() {
		this.faults.undo("one");
		this.faults.start("one", Map.of());
		this.faults.undo("one");
		this.faults.undo("one");
		assertThat(this.one.active).hasValue(0);
		assertThat(this.faults.state("one").active()).isFalse();
	}

	@Test
	void allCanBeUndoneThoughOneFails(CapturedOutput output) {
		this.faults.start("one", Map.of());
		this.faults.start("two", Map.of());
		this.one.undoFails = true;
		this.faults.undoAll();
		assertThat(this.two.active).hasValue(0);
		assertThat(output).contains("Fault one is not undone: restart the service");
	}

	@Test
	void areUndoneBeforeTheServiceStops() {
		this.faults.start("one", Map.of());
		this.faults.start("two", Map.of());
		this.faults.stop();
		assertThat(this.one.active).hasValue(0);
		assertThat(this.two.active).hasValue(0);
	}

	@Test
	void doNotStartWhileTheServiceStops() {
		this.faults.stop();
		assertThatExceptionOfType(FaultException.class).isThrownBy(() -> this.faults.start("one", Map.of()))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
		assertThat(this.one.starts).hasValue(0);
	}

	@Test
	void oneThatCannotBeginIsOff() {
		this.one.startFails = true;
		assertThatIllegalStateException().isThrownBy(() -> this.faults.start("one", Map.of()));
		assertThat(this.faults.state("one").active()).isFalse();
	}

	@Test
	void anUnknownOneNamesThoseThereAre() {
		assertThatExceptionOfType(FaultException.class).isThrownBy(() -> this.faults.start("three", Map.of()))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(HttpStatus.NOT_FOUND))
			.withMessageContaining("There is no fault 'three' here: there are one, two");
	}

	@Test
	void noTwoHaveTheSameName() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Faults(List.of(new TestFault("one", true), new TestFault("one", false))))
			.withMessageMatching(".*TestFault and .*TestFault are both called 'one': rename one");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "One", "one two", "one/two", "-one" })
	void aNameFitsIntoAnAddress(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Faults(List.of(new TestFault(name, true))))
			.withMessageEndingWith("is called '%s': use lower-case words with dashes", name);
	}

	/**
	 * Counts how many runs of it are under way.
	 */
	private static final class TestFault implements Fault {

		private final String name;

		private final boolean counted;

		private final AtomicInteger active = new AtomicInteger();

		private final AtomicInteger starts = new AtomicInteger();

		private boolean startFails;

		private boolean undoFails;

		private @Nullable Budget budget;

		TestFault(String name, boolean counted) {
			this.name = name;
			this.counted = counted;
		}

		boolean act() {
			return this.budget != null && this.budget.take();
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public String description() {
			return "Counts.";
		}

		@Override
		public List<Parameter<?>> parameters() {
			return this.counted ? List.of(Parameter.share("probability", 1)) : List.of();
		}

		@Override
		public boolean isCounted() {
			return this.counted;
		}

		@Override
		public Undo start(Settings settings, Budget budget) {
			if (this.startFails) {
				throw new IllegalStateException("cannot begin");
			}
			this.starts.incrementAndGet();
			this.active.incrementAndGet();
			this.budget = budget;
			return () -> {
				if (this.undoFails) {
					throw new IllegalStateException("cannot end");
				}
				this.active.decrementAndGet();
			};
		}

	}

}
