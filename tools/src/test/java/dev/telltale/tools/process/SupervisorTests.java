package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SupervisorTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@TempDir
	private Path folder;

	private final BlockingQueue<String> exits = new LinkedBlockingQueue<>();

	private Supervisor supervisor;

	@BeforeEach
	void create() throws IOException {
		this.supervisor = Supervisor.create(new ProcessLedger(this.folder.resolve("state/ledger")), (process,
				exitValue) -> this.exits.add(process.name() + " " + exitValue + " " + process.lastLogLines(20)));
	}

	@AfterEach
	void close() {
		this.supervisor.close();
	}

	@Test
	void runsACommandWithVariablesInADirectory() throws Exception {
		OwnedProcess process = this.supervisor
			.start(new ProcessSpec("env", List.of("/bin/sh", "-c", "echo \"$GREETING\"; pwd; echo complaint >&2; cat"),
					Map.of("GREETING", "good  day"), this.folder, this.folder.resolve("logs/env.log")));
		assertThat(this.exits.poll(10, TimeUnit.SECONDS)).startsWith("env 0 ");
		assertThat(process.logFile()).hasContent("good  day\n" + this.folder.toRealPath() + "\ncomplaint\n");
	}

	@Test
	void passesArgumentsUnchanged() throws Exception {
		OwnedProcess process = start("printf", "printf", "%s|", "a b", "$HOME", "'", "", "*", "-x");
		this.exits.poll(10, TimeUnit.SECONDS);
		assertThat(process.logFile()).hasContent("a b|$HOME|'||*|-x|");
	}

	@Test
	void tellsOfAnUnexpectedExit() throws Exception {
		OwnedProcess process = start("broken", "/bin/sh", "-c", "echo one; echo two; exit 3");
		assertThat(this.exits.poll(10, TimeUnit.SECONDS)).isEqualTo("broken 3 [one, two]");
		assertThat(process.isAlive()).isFalse();
		assertThat(process.exitValue()).hasValue(3);
		assertThat(process.residentMemory()).isEmpty();
		assertThat(this.supervisor.running()).isEmpty();
	}

	@Test
	void stopsInReverseOrderAndSilently() throws Exception {
		for (String name : List.of("first", "second", "third")) {
			OwnedProcess process = start(name, "/bin/sh", "-c",
					"trap 'echo " + name + " >> order; exit' TERM; echo ready; while :; do sleep 0.05; done");
			assertThat(Waiting.until(() -> !process.lastLogLines(1).isEmpty(), LIMIT)).isTrue();
		}
		assertThat(this.supervisor.running()).extracting(OwnedProcess::name)
			.containsExactly("first", "second", "third");
		this.supervisor.close();
		this.supervisor.close();
		assertThat(this.folder.resolve("order")).hasContent("third\nsecond\nfirst\n");
		assertThat(this.exits.poll(500, TimeUnit.MILLISECONDS)).isNull();
	}

	@Test
	void killsWhatDoesNotStop() throws Exception {
		OwnedProcess process = start("stubborn", "/bin/sh", "-c",
				"trap '' TERM; echo ready; while :; do sleep 0.1; done");
		assertThat(Waiting.until(() -> !process.lastLogLines(1).isEmpty(), LIMIT)).isTrue();
		process.stop(Duration.ofMillis(200));
		assertThat(process.exitValue()).hasValue(128 + 9);
	}

	@Test
	void doesNotTellOfAProcessThatWasStopped() throws Exception {
		OwnedProcess process = start("calm", "sleep", "300");
		this.supervisor.stop(process);
		assertThat(process.isAlive()).isFalse();
		assertThat(this.exits.poll(500, TimeUnit.MILLISECONDS)).isNull();
	}

	@Test
	void measuresResidentMemory() throws Exception {
		OwnedProcess process = start("shell", "/bin/sh", "-c", "echo ready; while :; do sleep 1; done");
		assertThat(Waiting.until(() -> !process.lastLogLines(1).isEmpty(), LIMIT)).isTrue();
		assertThat(process.residentMemory().orElseThrow()).isBetween(100_000L, 100_000_000L);
	}

	@Test
	void startsNothingOnceClosed() {
		this.supervisor.close();
		assertThatIllegalStateException().isThrownBy(() -> start("late", "sleep", "300"));
	}

	@Test
	void saysThatAProgramIsMissing() {
		Path missing = this.folder.resolve("missing");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> start("absent", missing.toString()))
			.withMessage("absent cannot be started: " + missing + " is not an executable file");
	}

	@Test
	void tellsOfACommandThatIsNotOnThePath() throws Exception {
		start("absent", "no-such-command");
		assertThat(this.exits.poll(10, TimeUnit.SECONDS)).startsWith("absent 127 ").contains("not found");
	}

	@Test
	void theGuardianLeavesWithTheSupervisor() throws Exception {
		long guardian = this.supervisor.guardianPid();
		assertThat(ProcessHandle.of(guardian)).isPresent();
		this.supervisor.close();
		assertThat(Waiting.until(() -> ProcessHandle.of(guardian).isEmpty(), LIMIT)).isTrue();
	}

	@Test
	void aSpecNeedsANameAndACommand() {
		Path log = this.folder.resolve("log");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessSpec("a", List.of(), log));
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessSpec("a\nb", List.of("sleep"), log));
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessSpec("guardian", List.of("sleep"), log));
	}

	private OwnedProcess start(String name, String... command) throws IOException {
		return this.supervisor.start(new ProcessSpec(name, List.of(command), Map.of(), this.folder,
				this.folder.resolve("logs/" + name + ".log")));
	}

}
