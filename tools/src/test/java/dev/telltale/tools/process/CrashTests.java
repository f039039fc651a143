package dev.telltale.tools.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the processes when their supervisor dies, in whatever way.
 */
class CrashTests {

	/** Longer than the guardian's grace, short enough for a test that fails. */
	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final List<String> OBEDIENT = List.of("sleep", "300");

	private static final List<String> STUBBORN = List.of("/bin/sh", "-c", "trap '' TERM; while :; do sleep 1; done");

	@TempDir
	private Path folder;

	private Process foreigner;

	private final List<Process> supervisors = new ArrayList<>();

	@BeforeEach
	void startForeigner() throws IOException {
		this.foreigner = new ProcessBuilder(OBEDIENT).start();
	}

	@AfterEach
	void stopAll() {
		this.foreigner.destroyForcibly();
		this.supervisors.forEach(Process::destroyForcibly);
		ledger().reap(Duration.ZERO);
	}

	@Test
	void nothingOutlivesAKilledSupervisor() throws Exception {
		Process supervisor = supervise(false, 3, OBEDIENT);
		List<Long> pids = pidsOf(supervisor);
		assertThat(pids).hasSize(4).allMatch(CrashTests::runs);
		pretendThatForeignerHasOurPid();
		supervisor.destroyForcibly();
		assertThat(Waiting.until(() -> pids.stream().noneMatch(CrashTests::runs), LIMIT))
			.as("guardian and children end")
			.isTrue();
		assertThat(this.foreigner.isAlive()).isTrue();
		assertThat(Files.readString(this.folder.resolve("guardian.log"))).contains("sending TERM to child2")
			.doesNotContain("KILL");
	}

	@Test
	void stubbornProcessesAreKilled() throws Exception {
		Process supervisor = supervise(false, 1, STUBBORN);
		List<Long> pids = pidsOf(supervisor);
		supervisor.destroyForcibly();
		assertThat(Waiting.until(() -> pids.stream().noneMatch(CrashTests::runs), LIMIT)).isTrue();
		assertThat(Files.readString(this.folder.resolve("guardian.log"))).contains("sending KILL to child0");
	}

	@Test
	void nothingOutlivesASupervisorKilledAtAnyMoment() throws Exception {
		String marker = Integer.toString(100_000 + new Random().nextInt(800_000));
		for (int delay = 0; delay < 5; delay++) {
			Process supervisor = supervise(false, 500, List.of("sleep", marker));
			BufferedReader output = supervisor.inputReader();
			assertThat(output.readLine()).startsWith("guardian ");
			TimeUnit.MILLISECONDS.sleep(delay * 25L);
			supervisor.destroyForcibly();
			supervisor.waitFor();
			output.close();
			assertThat(Waiting.until(() -> noneRunsWith(marker) && guardianIsGone(), LIMIT)).isTrue();
		}
	}

	@Test
	void aShutdownHookStopsEverything() throws Exception {
		Process supervisor = supervise(true, 2, OBEDIENT);
		List<Long> pids = pidsOf(supervisor);
		supervisor.destroy();
		assertThat(supervisor.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(pids).noneMatch(CrashTests::runs);
		assertThat(this.folder.resolve("guardian.log")).doesNotExist();
	}

	@Test
	void aLaterCommandEndsWhatACrashLeft() throws Exception {
		Process supervisor = supervise(false, 2, OBEDIENT);
		List<Long> pids = pidsOf(supervisor);
		ProcessHandle.of(pids.get(0)).orElseThrow().destroyForcibly();
		supervisor.destroyForcibly();
		supervisor.waitFor();
		pretendThatForeignerHasOurPid();
		assertThat(ledger().running()).extracting(ProcessLedger.Entry::name).containsExactly("child0", "child1");
		assertThat(ledger().reap(Duration.ofSeconds(5))).extracting(ProcessLedger.Entry::pid)
			.containsExactly(pids.get(2), pids.get(1));
		assertThat(pids).noneMatch(CrashTests::runs);
		assertThat(this.foreigner.isAlive()).isTrue();
		assertThat(ledger().reap(Duration.ofSeconds(5))).isEmpty();
	}

	@Test
	void reapsWhatIgnoresTheRequestToStop() throws Exception {
		Process supervisor = supervise(false, 1, STUBBORN);
		List<Long> pids = pidsOf(supervisor);
		ledger().reap(Duration.ofMillis(100));
		assertThat(pids).as("guardian and child").noneMatch(CrashTests::runs);
	}

	@Test
	void readsPastHalfALine() throws IOException {
		Files.writeString(this.folder.resolve("ledger"), "12\n\nx\ty\tz\n1\tstamp");
		assertThat(ledger().running()).isEmpty();
	}

	/** A ledger from before a reboot or long ago: same pid, another process. */
	private void pretendThatForeignerHasOurPid() throws IOException {
		Files.writeString(this.folder.resolve("ledger"), this.foreigner.pid() + "\tlong-ago/1\tprometheus\n",
				StandardOpenOption.APPEND);
	}

	private ProcessLedger ledger() {
		return new ProcessLedger(this.folder.resolve("ledger"));
	}

	private Process supervise(boolean close, int count, List<String> child) throws IOException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				SupervisingMain.class.getName(), this.folder.toString(), Boolean.toString(close),
				Integer.toString(count)));
		command.addAll(child);
		Process supervisor = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.supervisors.add(supervisor);
		return supervisor;
	}

	/** Return the pid of the guardian, then those of the children. */
	private static List<Long> pidsOf(Process supervisor) throws IOException, InterruptedException {
		List<Long> pids = new ArrayList<>();
		BufferedReader output = supervisor.inputReader();
		for (String line = output.readLine(); !"started".equals(line); line = output.readLine()) {
			assertThat(line).matches("(guardian|child) \\d+");
			pids.add(Long.parseLong(line.split(" ")[1]));
		}
		// Its stamp may be taken before the shell has become the command.
		TimeUnit.MILLISECONDS.sleep(200);
		return pids;
	}

	private boolean guardianIsGone() {
		try {
			return Files.readAllLines(this.folder.resolve("ledger"))
				.stream()
				.filter((line) -> line.endsWith("guardian"))
				.noneMatch((line) -> runs(Long.parseLong(line.split("\t")[0])));
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static boolean noneRunsWith(String argument) {
		return ProcessHandle.allProcesses()
			.noneMatch((handle) -> handle.info()
				.arguments()
				.filter((arguments) -> List.of(arguments).contains(argument) && !List.of(arguments).contains("500"))
				.isPresent());
	}

	private static boolean runs(long pid) {
		return ProcessStamp.of(pid).isPresent();
	}

}
