package dev.telltale.tools.binaries;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Fetches for real, into a cache of its own, from the sources of the machine that runs
 * the tests.
 */
class FetchingTests {

	@TempDir
	private Path temp;

	private Path cache;

	private final List<String> progress = new ArrayList<>();

	@BeforeEach
	void onlyWherePackagesAre() {
		assumeTrue(Apt.isPresent(SearchPath.of(System.getenv("PATH"))),
				"fetching is for Debian and its descendants: this machine has no apt");
		this.cache = this.temp.resolve("a cache");
	}

	@Test
	void fetchesPrometheusWithItsPages() throws IOException {
		Executable prometheus = toolbox().require(Tool.PROMETHEUS);
		assertThat(Version.parse(prometheus.version()).orElseThrow()).isGreaterThanOrEqualTo(Tool.PROMETHEUS.minimum());
		assertThat(prometheus.path()).startsWith(this.cache);
		assertThat(this.progress).hasSize(2).first().isEqualTo("reading the package lists");
		assertThat(this.progress.get(1)).matches("fetching prometheus " + prometheus.version() + " \\([1-9]\\d* MB\\)");
		assertThat(prometheus.arguments()).isNotEmpty()
			.allSatisfy((argument) -> assertThat(Path.of(argument.substring(argument.indexOf('=') + 1))).isDirectory());
		try (Stream<Path> pages = Files.walk(this.cache.resolve("packages/prometheus/usr/share/prometheus/web"))) {
			assertThat(pages.toList()).as("links lead somewhere").allMatch(Files::exists);
		}
		try (Stream<Path> files = Files.walk(this.cache.resolve("packages/prometheus"))) {
			assertThat(files.mapToLong((file) -> file.toFile().length()).sum()).isLessThan(200_000_000);
		}
		assertThat(toolbox(unreachableNetwork()).require(Tool.PROMTOOL).path().getParent())
			.as("comes with the same package, without a network")
			.isEqualTo(prometheus.path().getParent());
		assertThat(this.progress).hasSize(2);
	}

	@Test
	void oneOfTwoProcessesDownloads() throws Exception {
		List<Process> processes = List.of(fetchElsewhere(Tool.BLACKBOX_EXPORTER),
				fetchElsewhere(Tool.BLACKBOX_EXPORTER));
		List<String> output = new ArrayList<>();
		for (Process process : processes) {
			output.addAll(process.inputReader().lines().toList());
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
			assertThat(process.exitValue()).as("%s", output).isZero();
		}
		assertThat(output).filteredOn((line) -> line.startsWith("progress: fetching")).hasSize(1);
		assertThat(output).filteredOn((line) -> line.startsWith("found: "))
			.hasSize(2)
			.containsOnly(output.get(output.size() - 1));
	}

	@Test
	void repairsADamagedCache() throws IOException {
		Path program = toolbox().require(Tool.NODE_EXPORTER).path();
		Files.write(program, new byte[] { 1, 2, 3 });
		Path leftover = Files.createDirectories(this.cache.resolve("packages/.unfinished-1/usr"));
		this.progress.clear();
		assertThat(toolbox().require(Tool.NODE_EXPORTER).path()).isEqualTo(program);
		assertThat(this.progress).singleElement().asString().startsWith("fetching prometheus-node-exporter");
		assertThat(leftover.getParent()).doesNotExist();
	}

	@Test
	void passesOverAnOldProgramAndSaysSo() throws IOException {
		Path old = Programs.versioned(this.temp.resolve("bin"), "amtool", "amtool", "0.20.0");
		Toolbox toolbox = Toolbox.create(SearchPath.of(old.getParent().toString()), this.cache, List.of(),
				this.progress::add);
		assertThat(toolbox.require(Tool.AMTOOL).path()).startsWith(this.cache);
		assertThat(this.progress).first().isEqualTo("passing over " + old + " is 0.20.0");
	}

	@Test
	void saysThatThereIsNoNetwork() throws IOException {
		List<String> unreachable = unreachableNetwork();
		assertThatExceptionOfType(ToolUnavailableException.class)
			.isThrownBy(() -> toolbox(unreachable).require(Tool.PROMTOOL))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1)
				.startsWith("promtool 2.42 or newer is not on the PATH, and the package lists could not be read (apt: ")
				.endsWith("): connect this machine to the network, or put it on the PATH"));
		assertThat(this.progress).containsExactly("reading the package lists");
	}

	@Test
	void saysThatNoSourceHasThePackage() {
		assertThatExceptionOfType(ToolUnavailableException.class)
			.isThrownBy(() -> toolbox(sources("/dev/null")).require(Tool.PROMTOOL))
			.withMessage("promtool 2.42 or newer is not on the PATH, and none of this system's package sources"
					+ " has the package prometheus: put it on the PATH");
	}

	@Test
	void saysThatThePackageIsTooOld() throws IOException {
		Path repository = Files.createDirectories(this.temp.resolve("repository"));
		Files.writeString(repository.resolve("Packages"), """
				Package: prometheus
				Version: 2.31.2+ds1-1
				Architecture: all
				Filename: ./prometheus.deb
				Size: 1

				""");
		Path list = Files.writeString(this.temp.resolve("sources.list"),
				"deb [trusted=yes] file:" + repository + " ./\n");
		assertThatExceptionOfType(ToolUnavailableException.class)
			.isThrownBy(() -> toolbox(sources(list.toString())).require(Tool.PROMETHEUS))
			.withMessage("prometheus 2.42 or newer is not on the PATH, and this system's package prometheus is 2.31.2:"
					+ " put a newer one on the PATH");
	}

	@Test
	void saysThatTheCacheCannotBeWritten() throws IOException {
		Path file = Files.writeString(this.temp.resolve("file"), "");
		Toolbox toolbox = Toolbox.create(SearchPath.of(null), file, List.of(), this.progress::add);
		assertThatExceptionOfType(ToolUnavailableException.class).isThrownBy(() -> toolbox.require(Tool.PROMTOOL))
			.withMessageContaining(
					"the cache folder " + file.resolve("packages") + " cannot be written: set TELLTALE_CACHE");
	}

	private Toolbox toolbox() {
		return toolbox(List.of());
	}

	private Toolbox toolbox(List<String> aptSettings) {
		return Toolbox.create(SearchPath.of(null), this.cache, aptSettings, this.progress::add);
	}

	private static List<String> sources(String list) {
		return List.of("Dir::Etc::SourceList=" + list, "Dir::Etc::SourceParts=/dev/null");
	}

	/** Settings that send every download to a port at which no one listens. */
	private static List<String> unreachableNetwork() throws IOException {
		try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String proxy = "http://127.0.0.1:" + closedSoon.getLocalPort();
			return List.of("Acquire::http::Proxy=" + proxy, "Acquire::https::Proxy=" + proxy);
		}
	}

	private Process fetchElsewhere(Tool tool) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), FetchingMain.class.getName(), this.cache.toString(), tool.name())
			.redirectErrorStream(true)
			.start();
	}

}
