package dev.telltale.observability.logging;

import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link FileSink}.
 */
class FileSinkTests {

	@TempDir
	private Path folder;

	private Path file;

	private final FileSink sink = new FileSink();

	@BeforeEach
	void nameFile() {
		this.file = this.folder.resolve("shop.log");
	}

	@AfterEach
	void stop() {
		this.sink.stop();
	}

	@Test
	void linesAreAppended() throws IOException {
		Files.writeString(this.file, "before\n");
		start("1MB");
		assertThat(write("first\nsecond\n")).isTrue();
		assertThat(write("third\n")).isTrue();
		assertThat(this.file).hasContent("before\nfirst\nsecond\nthird\n");
	}

	@Test
	void filesAreRolled() throws IOException {
		start("10KB");
		for (int i = 0; i < 100; i++) {
			assertThat(write("x".repeat(1023) + "\n")).isTrue();
		}
		try (var files = Files.list(this.folder)) {
			assertThat(files).hasSizeGreaterThan(1);
		}
	}

	@Test
	@EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux has a device that is always full")
	void aFullDiskIsNoticedAndTheFileUsedAgainOnceThereIsRoom() throws IOException {
		start("1MB");
		Files.delete(this.file);
		Files.createSymbolicLink(this.file, Path.of("/dev/full"));
		this.sink.openFile(this.file.toString());
		assertThat(write("lost\n")).isFalse();
		assertThat(write("lost\n")).isFalse();
		Files.delete(this.file);
		await().atMost(Duration.ofSeconds(10)).until(() -> write("found\n"));
		assertThat(write("more\n")).isTrue();
		assertThat(this.file).hasContent("found\nmore\n");
	}

	@Test
	void halfALineIsNeverLeftBehind() throws IOException {
		start("1MB");
		assertThat(write("whole\n")).isTrue();
		HalfWriting half = new HalfWriting(this.file.toFile());
		this.sink.setOutputStream(half);
		assertThat(write("this is written in part\n")).isFalse();
		assertThat(this.file).hasContent("whole\n");
		await().atMost(Duration.ofSeconds(10)).until(() -> write("whole again\n"));
		assertThat(this.file).hasContent("whole\nwhole again\n");
	}

	private void start(String maxFileSize) {
		LoggerContext context = new LoggerContext();
		SizeAndTimeBasedRollingPolicy<byte[]> policy = new SizeAndTimeBasedRollingPolicy<>();
		policy.setContext(context);
		policy.setFileNamePattern(this.file + ".%d{yyyy-MM-dd}.%i.gz");
		policy.setMaxFileSize(FileSize.valueOf(maxFileSize));
		policy.setParent(this.sink);
		this.sink.setContext(context);
		this.sink.setName("FILE");
		this.sink.setFile(this.file.toString());
		this.sink.setRollingPolicy(policy);
		policy.start();
		LinePassingEncoder encoder = new LinePassingEncoder();
		encoder.start();
		this.sink.setEncoder(encoder);
		this.sink.start();
	}

	private boolean write(String lines) {
		byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
		// As they come: at the start of a block that has been used before.
		return this.sink.write(Arrays.copyOf(bytes, bytes.length + 10), bytes.length);
	}

	/**
	 * Has room for half of what it is given.
	 */
	private static final class HalfWriting extends ResilientFileOutputStream {

		HalfWriting(File file) throws IOException {
			super(file, true, 1);
			OutputStream whole = this.os;
			this.os = new FilterOutputStream(whole) {

				@Override
				public void write(byte[] bytes, int offset, int length) throws IOException {
					whole.write(bytes, offset, length / 2);
					whole.flush();
					throw new IOException("No space left on device");
				}

			};
		}

	}

}
