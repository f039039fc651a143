package dev.telltale.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code release/set-version} leaves no file behind, on a copy of the tree. The POMs are
 * Maven's work, which {@code release/dry-run} sees: here their version is changed before,
 * and Maven is not called.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetVersionTests {

	private static final String VERSION = Poms.text(Poms.read(Page.ROOT), "version");

	private static final String RELEASE = version(76, "");

	private static final String NEXT = version(77, "-SNAPSHOT");

	private static final String NEXT_RELEASE = version(77, "");

	private Path copy;

	@BeforeAll
	void copy(@TempDir Path folder) throws Exception {
		this.copy = folder;
		for (String path : run(Page.ROOT, "git", "ls-files", "--cached", "--others", "--exclude-standard").output()
			.lines()
			.toList()) {
			Path file = Page.ROOT.resolve(path);
			// Not yet said to Git, that it is gone.
			if (Files.isRegularFile(file)) {
				Path target = this.copy.resolve(path);
				Files.createDirectories(target.getParent());
				Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
			}
		}
		assertThat(run(this.copy, "git", "init", "--quiet").status()).isZero();
		assertThat(run(this.copy, "git", "add", "--all").status()).isZero();
	}

	@Test
	void movesEveryFileThatNamesTheVersion() throws Exception {
		Result release = setVersion(RELEASE);
		assertThat(release.output()).contains("Moved from " + VERSION + " to " + RELEASE);
		assertThat(release.status()).isZero();
		assertThat(read("README.md")).contains("-DarchetypeVersion=" + RELEASE + " ",
				"telltale-mixins-" + RELEASE + "-exec.jar");
		assertThat(read("examples/kubernetes/platform/Chart.yaml")).contains("version: " + RELEASE + "\n",
				"appVersion: " + RELEASE + "\n", "\">=0.1.0-0\"");
		movePoms(VERSION, RELEASE);
		Result next = setVersion(NEXT);
		assertThat(next.output()).contains("Moved from " + RELEASE + " to " + NEXT);
		assertThat(read("README.md")).contains("-DarchetypeVersion=" + NEXT + " ");
		assertThat(read("examples/kubernetes/platform/Chart.yaml")).contains("version: " + NEXT_RELEASE + "\n");
		movePoms(RELEASE, NEXT);
		aFileThatIsNotListedIsNoticed();
		aFileThatIsListedInVainIsNoticed();
	}

	// Where the tree has another version, so that nothing else stands in the way.
	private void aFileThatIsNotListedIsNoticed() throws Exception {
		Path page = this.copy.resolve("docs/slo.md");
		String before = Files.readString(page);
		Files.writeString(page, before + "Since " + NEXT + ".\n");
		Result result = setVersion(NEXT_RELEASE);
		assertThat(result.status()).isOne();
		assertThat(result.output()).contains("List the file in release/versions", "docs/slo.md:")
			.doesNotContain("README.md:");
		Files.writeString(page, before);
		movePoms(NEXT, NEXT_RELEASE);
	}

	private void aFileThatIsListedInVainIsNoticed() throws Exception {
		Path list = this.copy.resolve("release/versions");
		Files.writeString(list, Files.readString(list) + "version docs/slo.md\n");
		Result result = setVersion(version(78, "-SNAPSHOT"));
		assertThat(result.status()).isOne();
		assertThat(result.output())
			.contains("release/versions lists docs/slo.md, which does not name " + NEXT_RELEASE + ": take it out");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "1.0", "v1.0.0", "1.0.0.0", "1.0.0-snapshot", "1.0.0-beta", "next" })
	void whatIsNoVersionIsRefused(String version) throws Exception {
		Result result = setVersion(version);
		assertThat(result.status()).isOne();
		assertThat(result.output()).startsWith("set-version: " + version + " is no version: write 0.2.0");
	}

	// Maven moves the modules that it knows.
	@Test
	void mavenKnowsEveryPomOfOurs() throws Exception {
		Set<Path> known = new TreeSet<>(Poms.folders(Page.ROOT));
		known.addAll(
				Poms.folders(Page.ROOT.resolve("benchmarks")).stream().map(Path.of("benchmarks")::resolve).toList());
		List<Path> ours = new ArrayList<>();
		for (String path : run(Page.ROOT, "git", "ls-files", "*pom.xml").output().lines().toList()) {
			Path folder = Path.of("x", path).getParent();
			Element pom = Poms.parse(Page.ROOT.resolve(path));
			if ((Poms.text(pom, "groupId") + Poms.text(Poms.child(pom, "parent"), "groupId")).equals("dev.telltale")) {
				ours.add(Path.of("x").relativize(folder));
			}
		}
		assertThat(ours).isNotEmpty().allMatch(known::contains);
		assertThat(ours).allSatisfy((folder) -> {
			Element pom = Poms.read(Page.ROOT.resolve(folder));
			assertThat(Poms.text(pom, "version") + Poms.text(Poms.child(pom, "parent"), "version")).isEqualTo(VERSION);
		});
	}

	// Made up here, for this file is among those that are searched.
	private static String version(int minor, String suffix) {
		return "98.%d.0%s".formatted(minor, suffix);
	}

	private Result setVersion(String version) throws IOException, InterruptedException {
		return run(this.copy, this.copy.resolve("release/set-version").toString(), "--texts", version);
	}

	private void movePoms(String from, String to) throws IOException {
		for (Path folder : Poms.folders(this.copy)) {
			Path pom = this.copy.resolve(folder).resolve("pom.xml");
			Files.writeString(pom,
					Files.readString(pom).replace("<version>" + from + "</version>", "<version>" + to + "</version>"));
		}
	}

	private String read(String path) throws IOException {
		return Files.readString(this.copy.resolve(path));
	}

	private static Result run(Path folder, String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return new Result(process.exitValue(), output);
	}

	/**
	 * How a command ended.
	 *
	 * @param status its exit code
	 * @param output what it printed, errors included
	 */
	private record Result(int status, String output) {

	}

}
