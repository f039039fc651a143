package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinkedRepository}.
 */
class LinkedRepositoryTests {

	@TempDir
	private Path folder;

	private Path fetched;

	private Path staged;

	@BeforeEach
	void fetchAndStage() throws IOException {
		this.fetched = this.folder.resolve("fetched");
		this.staged = this.folder.resolve("staged");
		Files.createDirectories(this.fetched.resolve("org/example"));
		Files.createDirectories(this.staged.resolve("dev/telltale/staged"));
	}

	@Test
	void hasWhatWasStagedAndWhatWasFetched() throws IOException {
		Files.createDirectories(this.fetched.resolve("dev/telltale/older"));
		Files.createDirectories(this.fetched.resolve("dev/another"));
		Path repository = assemble();
		assertThat(repository.resolve("org/example")).isDirectory();
		assertThat(repository.resolve("dev/another")).isDirectory();
		assertThat(repository.resolve("dev/telltale/staged")).isDirectory();
		assertThat(repository.resolve("dev/telltale/older")).doesNotExist();
	}

	@Test
	void needsNoEarlierBuild() {
		Path repository = assemble();
		assertThat(repository.resolve("org/example")).isDirectory();
		assertThat(repository.resolve("dev/telltale/staged")).isDirectory();
	}

	private Path assemble() {
		return LinkedRepository.assemble(this.fetched, this.staged, this.folder.resolve("repository"));
	}

}
