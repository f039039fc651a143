package dev.telltale.mixins.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of a user's own mixin and configuration.
 */
class ExampleTests {

	private static final Path EXAMPLE = Path.of("../examples/mixins");

	@TempDir
	Path directory;

	@Test
	void theExampleRendersWhatItSays() throws Exception {
		Path output = this.directory.resolve("out");
		render("render", "--mixin", EXAMPLE.toString(), "--config", EXAMPLE.resolve("config.yaml").toString(),
				"--output", output.toString());
		String http = Files.readString(output.resolve("prometheus/rules/http.yaml"));
		assertThat(http).contains(" > 0.02\n", "job!=\"checkout\"", " > 0.1\n", "job=\"checkout\"", "origin: telltale",
				"runbook_url: https://runbooks.example/HighErrorRate.md");
		assertThat(http.split("alert: HighErrorRate", -1)).hasSize(5);
		assertThat(http.split("alert: HighLatency", -1)).hasSize(3);
		assertThat(Files.readString(output.resolve("prometheus/rules/business.yaml"))).contains("pager: sales");
		assertThat(Files.readString(output.resolve("prometheus/rules/shop.yaml"))).contains("alert: ManyRefunds",
				"origin: telltale");
		assertThat(output.resolve("runbooks/ManyRefunds.md")).content().contains("Refunds cost money");
		try (Stream<Path> files = Files.walk(output)) {
			assertThat(files.filter(Files::isRegularFile))
				.noneSatisfy((file) -> assertThat(file).content().contains("alert: DatabaseConnectionsExhausted"));
		}
		JsonNode dashboard = new JsonMapper().readTree(Files.readString(output.resolve("dashboards/service.json")));
		assertThat(dashboard.get("panels")).last()
			.satisfies((panel) -> assertThat(panel.get("title").asString()).isEqualTo("Refunds"));
		assertThat(Files.readString(output.resolve("alertmanager/alertmanager.yml"))).contains("receiver: shop-warning",
				"to: shop@shop.example");
		assertAccepted(output);
	}

	@Test
	void theBuildOfTheExampleCallsWhatIsThere() throws Exception {
		String pom = Files.readString(EXAMPLE.resolve("pom.xml"));
		assertThat(pom).contains("<mainClass>" + MixinsCommand.class.getName() + "</mainClass>");
		List<String> arguments = Pattern.compile("<argument>(.*)</argument>")
			.matcher(pom)
			.results()
			.map((match) -> match.group(1)
				.replace("${project.basedir}", EXAMPLE.toString())
				.replace("${project.build.directory}", this.directory.toString()))
			.toList();
		render(arguments.toArray(String[]::new));
		assertThat(this.directory.resolve("monitoring/prometheus/rules/shop.yaml")).exists();
	}

	@Test
	void theCommandsForAServicesOwnMixinDoWhatTheReadmeSays() throws Exception {
		List<String[]> calls = Pattern.compile("(?m)^java -jar telltale-mixins-\\*-exec\\.jar (.* --mixin own\\b.*)$")
			.matcher(Files.readString(EXAMPLE.resolve("README.md")))
			.results()
			.map((match) -> match.group(1)
				.replace("--mixin own", "--mixin " + EXAMPLE.resolve("own"))
				.replace("target/own", this.directory.resolve("own").toString())
				.split(" "))
			.toList();
		assertThat(calls).extracting((call) -> call[0]).containsExactly("test", "lint", "render");
		calls.forEach(this::render);
		Path output = this.directory.resolve("own");
		assertThat(output.resolve("prometheus/rules/bookings.yaml")).exists();
		assertThat(output.resolve("runbooks/BookingsRefused.md")).content()
			.contains("Dashboard `bookings-orders-desk`",
					"| `threshold` | 0.2 | The share of bookings that may be refused. Raise it")
			.doesNotContain("For one service alone");
		assertSucceeds(Tool.PROMTOOL, List.of("check", "rules", "--lint=all", "--lint-fatal",
				output.resolve("prometheus/rules/bookings.yaml").toString()));
	}

	private void render(String... arguments) {
		StringWriter err = new StringWriter();
		assertThat(MixinsCommand.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments))
			.as(err.toString())
			.isZero();
	}

	private static void assertAccepted(Path output) throws IOException, InterruptedException {
		List<String> promtool = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
		try (Stream<Path> rules = Files.list(output.resolve("prometheus/rules"))) {
			rules.forEach((file) -> promtool.add(file.toString()));
		}
		assertSucceeds(Tool.PROMTOOL, promtool);
		assertSucceeds(Tool.AMTOOL,
				List.of("check-config", output.resolve("alertmanager/alertmanager.yml").toString()));
	}

	private static void assertSucceeds(Tool tool, List<String> arguments) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Toolbox.standard().require(tool).command(arguments.toArray(String[]::new)))
			.redirectErrorStream(true)
			.start();
		String message = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(message).isZero();
	}

}
