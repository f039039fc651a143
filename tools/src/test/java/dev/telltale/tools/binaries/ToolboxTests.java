package dev.telltale.tools.binaries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Choosing among what is on the path; what happens when nothing is. Fetching itself is
 * tested in {@link FetchingTests}.
 */
class ToolboxTests {

	@TempDir
	private Path temp;

	private Path first;

	private Path second;

	private final List<String> progress = new ArrayList<>();

	@BeforeEach
	void folders() {
		this.first = this.temp.resolve("first");
		this.second = this.temp.resolve("second");
	}

	@Test
	void takesTheFirstOnThePath() throws IOException {
		Path expected = Programs.versioned(this.first, "prometheus", "prometheus", "2.42.0+ds");
		Programs.versioned(this.second, "prometheus", "prometheus", "3.15.0");
		assertThat(toolbox().require(Tool.PROMETHEUS))
			.isEqualTo(new Executable(Tool.PROMETHEUS, expected, "2.42.0", List.of()));
		assertThat(this.progress).isEmpty();
	}

	@Test
	void knowsTheNamesOfDistributions() throws IOException {
		Path expected = Programs.versioned(this.first, "prometheus-node-exporter", "node_exporter", "0.1.0");
		assertThat(toolbox().require(Tool.NODE_EXPORTER).path()).isEqualTo(expected);
	}

	@Test
	void readsAVersionFromStandardErrorToo() throws IOException {
		Programs.write(this.first, "amtool", "echo 'amtool, version 0.27.0 (branch: HEAD)' >&2");
		assertThat(toolbox().require(Tool.AMTOOL).version()).isEqualTo("0.27.0");
	}

	@Test
	void passesOverAnOlderOne() throws IOException {
		Programs.versioned(this.first, "prometheus", "prometheus", "2.31.2");
		Path expected = Programs.versioned(this.second, "prometheus", "prometheus", "2.42.0");
		assertThat(toolbox().require(Tool.PROMETHEUS).path()).isEqualTo(expected);
	}

	@Test
	void namesWhatItPassedOver() throws IOException {
		Path old = Programs.versioned(this.first, "promtool", "promtool", "2.31.2");
		Path crashing = Programs.write(this.second, "promtool", "exit 3");
		assertThatExceptionOfType(ToolUnavailableException.class).isThrownBy(() -> toolbox().require(Tool.PROMTOOL))
			.withMessage("promtool 2.42 or newer is not on the PATH (" + old + " is 2.31.2; " + crashing
					+ " fails with exit code 3 when asked for its version): install it and put it on the PATH, then try again");
	}

	@Test
	void saysThatAFileIsNotExecutable() throws IOException {
		Files.createDirectories(this.first);
		Path file = Files.writeString(this.first.resolve("amtool"), "");
		assertThatExceptionOfType(ToolUnavailableException.class).isThrownBy(() -> toolbox().require(Tool.AMTOOL))
			.withMessageContaining(file + " is not executable");
	}

	@Test
	void saysThatAProgramDoesNotRun() throws IOException {
		Path file = Programs.write(this.first, "amtool", "");
		Files.write(file, new byte[] { 0x7f, 'E', 'L', 'F', 1, 2, 3 });
		assertThatExceptionOfType(ToolUnavailableException.class).isThrownBy(() -> toolbox().require(Tool.AMTOOL))
			.withMessageContaining(file + " fails with exit code 127");
	}

	@Test
	void doesNotTakeAnotherProgramOfTheSameName() throws IOException {
		Path file = Programs.write(this.first, "prometheus", "echo 'A film player 9.9.9'");
		assertThatExceptionOfType(ToolUnavailableException.class).isThrownBy(() -> toolbox().require(Tool.PROMETHEUS))
			.withMessageContaining(file + " does not say which version of prometheus it is");
	}

	@Test
	void namesTheHomebrewPackagesOnAMac() {
		Toolbox toolbox = new Toolbox(path(), cache(), false, true, this.progress::add);
		assertThatExceptionOfType(ToolUnavailableException.class)
			.isThrownBy(() -> toolbox.require(Tool.BLACKBOX_EXPORTER))
			.withMessage("blackbox_exporter is not on the PATH: "
					+ "run brew install prometheus alertmanager node_exporter blackbox_exporter");
	}

	@Test
	void asksAProgramForItsVersionOnce() throws IOException {
		Path file = Programs.versioned(this.first, "amtool", "amtool", "0.25.0");
		Toolbox toolbox = toolbox();
		Executable executable = toolbox.require(Tool.AMTOOL);
		Files.delete(file);
		assertThat(toolbox.require(Tool.AMTOOL)).isSameAs(executable);
	}

	@Test
	void ignoresWhatIsNoFolderOnThePath() {
		assertThat(SearchPath.of(null).find(Tool.AMTOOL).executable()).isNull();
		assertThat(SearchPath.of("::/no/such/folder").find(Tool.AMTOOL).executable()).isNull();
	}

	@Test
	void tellsWhichOptionsAProgramHas() throws IOException {
		Path file = Programs.write(this.first, "x",
				"echo '      --web.ui-path=\"ui/\"  Path'; echo '      --[no-]web.life  Life'");
		Executable executable = new Executable(Tool.ALERTMANAGER, file, "0.25.0", List.of());
		assertThat(executable.accepts("--web.ui-path")).isTrue();
		assertThat(executable.accepts("--web.life")).isTrue();
		assertThat(executable.accepts("--web.ui")).isFalse();
		assertThat(executable.accepts("--other")).isFalse();
	}

	@Test
	void putsAProgramsOwnArgumentsFirst() {
		Executable executable = new Executable(Tool.PROMETHEUS, Path.of("/p"), "2.42.0", List.of("--own"));
		assertThat(executable.command("--more")).containsExactly("/p", "--own", "--more");
	}

	private Toolbox toolbox() {
		return new Toolbox(path(), cache(), false, false, this.progress::add);
	}

	private SearchPath path() {
		return SearchPath.of(this.first + ":" + this.second);
	}

	private PackageCache cache() {
		return new PackageCache(this.temp.resolve("cache"), List.of(), this.progress::add);
	}

}
