package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InstanceLockTests {

	@TempDir
	private Path folder;

	@Test
	void anotherProcessIsNamed() throws Exception {
		Process other = holdElsewhere();
		try {
			assertThat(InstanceLock.holder(this.folder)).hasValue(other.pid());
			assertThatExceptionOfType(InUseException.class).isThrownBy(() -> InstanceLock.acquire(this.folder))
				.withMessage(
						this.folder.toRealPath() + " is in use by process " + other.pid() + ": stop that one first")
				.satisfies((ex) -> assertThat(ex.holder()).hasValue(other.pid()));
		}
		finally {
			other.destroyForcibly();
		}
		other.waitFor(10, TimeUnit.SECONDS);
		assertThat(InstanceLock.holder(this.folder)).as("a killed process holds nothing").isEmpty();
		InstanceLock.acquire(this.folder).close();
	}

	@Test
	void thisProcessHoldsItOnce() throws Exception {
		try (InstanceLock lock = InstanceLock.acquire(this.folder)) {
			assertThat(lock).isNotNull();
			assertThatExceptionOfType(InUseException.class).isThrownBy(() -> InstanceLock.acquire(this.folder))
				.withMessageContaining("by process " + ProcessHandle.current().pid());
		}
		InstanceLock again = InstanceLock.acquire(this.folder);
		again.close();
		again.close();
	}

	@Test
	void askingDoesNotReleaseIt() throws Exception {
		try (InstanceLock lock = InstanceLock.acquire(this.folder)) {
			assertThat(lock).isNotNull();
			assertThat(InstanceLock.holder(this.folder)).hasValue(ProcessHandle.current().pid());
			Process other = holdElsewhere();
			assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(other.exitValue()).isNotZero();
		}
	}

	@Test
	void doesNotNameAnEarlierHolder() throws Exception {
		try (InstanceLock lock = InstanceLock.acquire(this.folder)) {
			assertThat(lock).isNotNull();
			Files.writeString(this.folder.resolve("pid"), ProcessHandle.current().pid() + "\tlong-ago/1\n");
			assertThatExceptionOfType(InUseException.class).isThrownBy(() -> InstanceLock.acquire(this.folder))
				.withMessage(this.folder.toRealPath() + " is in use: stop that one first");
		}
	}

	@Test
	void aFolderThatIsNotThereIsFree() throws IOException {
		assertThat(InstanceLock.holder(this.folder.resolve("missing"))).isEmpty();
	}

	private Process holdElsewhere() throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
				System.getProperty("java.class.path"), LockingMain.class.getName(), this.folder.toString())
			.redirectErrorStream(true)
			.start();
		process.inputReader().readLine();
		return process;
	}

}
