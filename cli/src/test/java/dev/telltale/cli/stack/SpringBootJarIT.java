package dev.telltale.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SpringBootJarIT {

	private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

	@TempDir
	Path folder;

	private SpringBootJar service;

	@BeforeEach
	void copy() throws IOException {
		Path built = new Home(Path.of(System.getProperty("telltale.project"))).sampleService().jar();
		this.service = new SpringBootJar(Files.copy(built, this.folder.resolve("service.jar")));
	}

	@Test
	void startsWithTheArchiveOnceThatIsMade() throws Exception {
		assertThat(this.service.words()).containsExactly("-jar", this.service.jar().toString());
		assertThat(classesFromTheArchive()).isZero();
		this.service.prepare(JAVA);
		assertThat(this.service.isPrepared()).isTrue();
		assertThat(classesFromTheArchive()).isGreaterThan(5000);
		// Another build is another jar.
		assertThat(this.service.jar().toFile().setLastModified(0)).isTrue();
		assertThat(this.service.isPrepared()).isFalse();
	}

	@Test
	void saysWhereToReadWhatWentWrong() throws IOException {
		Files.writeString(this.service.jar(), "no jar");
		assertThatIOException().isThrownBy(() -> this.service.prepare(JAVA))
			.withMessage("service.jar does not start: see " + this.folder.resolve("unpacked.log"));
		assertThat(this.folder.resolve("unpacked.log")).content().contains("corrupt jarfile");
		assertThat(this.service.isPrepared()).isFalse();
	}

	private long classesFromTheArchive() throws Exception {
		List<String> command = new ArrayList<>(
				List.of(JAVA.toString(), "-XX:+UseSerialGC", "-Xlog:class+load", "-Dspring.context.exit=onRefresh"));
		command.addAll(this.service.words());
		Path log = this.folder.resolve("start.log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		assertThat(process.waitFor()).isZero();
		try (var lines = Files.lines(log)) {
			return lines.filter((line) -> line.contains("shared objects file (top)")).count();
		}
	}

}
