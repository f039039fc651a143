package dev.telltale.cli.compose;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.telltale.cli.TelltaleCommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the images that are built here, the commands that run in them, and the
 * workflow that starts them.
 */
class ImagesTests {

	private static final Path ROOT = Path.of("..");

	private static final ComposeFile COMPOSE = ComposeFile.read(StackFolder.ORIGINAL.resolve("compose.yaml"));

	private static final String DOCKERFILE = StackFolder.read(StackFolder.ORIGINAL.resolve("Dockerfile"));

	@Test
	void everyBaseImageIsPinned() {
		List<String> stages = new ArrayList<>();
		Pattern.compile("(?m)^FROM (\\S+) AS (\\S+)$").matcher(DOCKERFILE).results().forEach((from) -> {
			assertThat(stages.contains(from.group(1)) || from.group(1).matches("[a-z/-]+:\\d+\\.\\d+\\.\\d+.*"))
				.as(from.group())
				.isTrue();
			stages.add(from.group(2));
		});
		assertThat(stages).containsExactly("node", "build", "java", "sample-service", "telltale");
		Pattern.compile("--from=(\\S+)")
			.matcher(DOCKERFILE)
			.results()
			.forEach((copy) -> assertThat(stages).contains(copy.group(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sample-service", "telltale" })
	void nothingRunsAsRoot(String stage) {
		String instructions = DOCKERFILE.substring(DOCKERFILE.indexOf(" AS " + stage + "\n")).split("\nFROM ")[0];
		assertThat(instructions).containsSubsequence("USER telltale\n", "ENTRYPOINT [");
		assertThat(instructions.indexOf("RUN ")).isLessThan(instructions.indexOf("USER telltale"));
	}

	@Test
	void theContextHoldsEveryModule() {
		List<String> ignored = StackFolder.read(StackFolder.ORIGINAL.resolve("Dockerfile.dockerignore"))
			.lines()
			.filter((line) -> !line.startsWith("#") && !line.isBlank())
			.toList();
		List<String> modules = Pattern.compile("<module>([\\w/-]+)</module>")
			.matcher(StackFolder.read(ROOT.resolve("pom.xml")))
			.results()
			.map((module) -> module.group(1))
			.toList();
		assertThat(modules).isNotEmpty();
		for (String module : modules) {
			assertThat(ROOT.resolve(module).resolve("pom.xml")).exists();
			assertThat(ignored).noneMatch((pattern) -> module.equals(pattern) || module.startsWith(pattern + "/"));
		}
		assertThat(ignored).contains("**/target", ".git", "examples/stack/secrets");
		assertThat(DOCKERFILE).contains("COPY --chmod=755 examples/stack/telltale.sh");
		assertThat(ROOT.resolve("examples/stack/telltale.sh")).isExecutable();
	}

	@ParameterizedTest
	@ValueSource(strings = { "telltale.sh", "setup.sh" })
	void scriptsStartClassesThatExist(String script) {
		List<String> classes = Pattern.compile("dev\\.telltale(?:\\.\\w+)+")
			.matcher(StackFolder.read(StackFolder.ORIGINAL.resolve(script)))
			.results()
			.map((name) -> name.group())
			.toList();
		assertThat(classes).isNotEmpty()
			.allSatisfy((name) -> assertThat(Class.forName(name)).hasDeclaredMethods("main"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "receiver", "traffic" })
	void theCommandKnowsWhatItIsCalledWith(String service) {
		List<String> words = ComposeFile.texts(COMPOSE.service(service).get("command"));
		CommandLine telltale = TelltaleCommandLine.create();
		// What is skipped fails the build of the project: this is for branches on the way
		// there.
		assertThat(telltale.getSubcommands()).containsKey(words.get(0));
		// Throws on a word that it does not know.
		CommandLine.ParseResult parsed = telltale.parseArgs(words.toArray(String[]::new));
		assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(words.get(0));
	}

	@Test
	void scriptsAreWellFormed() throws Exception {
		for (String script : List.of("sh setup.sh", "sh telltale.sh", "bash smoke.sh")) {
			String[] words = script.split(" ");
			Process process = new ProcessBuilder(words[0], "-n", StackFolder.ORIGINAL.resolve(words[1]).toString())
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			assertThat(StackFolder.ORIGINAL.resolve(words[1])).isExecutable();
		}
	}

	@Test
	void theSmokeTestAsksWhatIsPublished() {
		TreeSet<String> asked = new TreeSet<>();
		Pattern.compile("http://localhost:(\\d+)")
			.matcher(StackFolder.read(StackFolder.ORIGINAL.resolve("smoke.sh")))
			.results()
			.forEach((address) -> asked.add(address.group(1)));
		List<String> published = COMPOSE.services()
			.values()
			.stream()
			.flatMap((service) -> ComposeFile.texts(ComposeFile.map(service).get("ports")).stream())
			.map((port) -> port.split(":")[1])
			.toList();
		assertThat(asked).hasSize(7);
		assertThat(published).containsAll(asked);
	}

	@Test
	void theWorkflowTakesDownWhateverHappens() {
		Map<String, Object> workflow = ComposeFile
			.map(ComposeFile.yaml(StackFolder.read(ROOT.resolve(".github/workflows/stack.yml"))));
		// YAML 1.1 reads the key "on" as true.
		assertThat(workflow).containsKeys("name", "permissions", "jobs");
		Map<String, Object> job = ComposeFile.map(ComposeFile.map(workflow.get("jobs")).get("compose"));
		assertThat(job).containsKeys("runs-on", "timeout-minutes");
		List<Map<String, Object>> steps = new ArrayList<>();
		((List<?>) job.get("steps")).forEach((step) -> steps.add(ComposeFile.map(step)));
		assertThat(steps.get(steps.size() - 1)).containsEntry("if", "always()")
			.extractingByKey("run")
			.asString()
			.contains("down --volumes");
		String commands = steps.stream().map((step) -> String.valueOf(step.get("run"))).reduce("", String::concat);
		assertThat(commands).contains("docker compose config", "up --detach", "./smoke.sh");
		Pattern.compile("-f (\\S+)")
			.matcher(commands)
			.results()
			.forEach((file) -> assertThat(Files.exists(StackFolder.ORIGINAL.resolve(file.group(1)))).as(file.group())
				.isTrue());
	}

}
