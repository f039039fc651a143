package dev.telltale.cli;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the input of {@link ShotCommand}; {@code UpIT} takes pictures.
 */
class ShotCommandTests {

	@TempDir
	private Path folder;

	@Test
	void picturesFromBeforeAreNotReplaced() throws Exception {
		Path shots = Files.createDirectory(this.folder.resolve("shots"));
		CommandRun run = CommandRun.of("shot", "--before", shots.toString(), "--output",
				this.folder.resolve("other/../shots").toString());
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.errors()).contains("which would replace those from before").contains("--output");
	}

	@Test
	void aMissingFolderIsNamed() throws Exception {
		CommandRun run = CommandRun.of("shot", "--before", this.folder.resolve("none").toString());
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.errors()).contains("there is no folder " + this.folder.resolve("none"));
	}

}
