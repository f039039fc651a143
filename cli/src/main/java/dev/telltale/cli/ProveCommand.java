package dev.telltale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.scenario.Scenario;
import dev.telltale.cli.scenario.ScenarioReader;
import dev.telltale.cli.scenario.ScenarioRunner;
import dev.telltale.cli.scenario.Verdict;
import dev.telltale.cli.stack.Blueprint;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Breaks the sample service on purpose and checks what follows.
 */
@Command(name = "prove",
		description = { "Break the sample service on purpose and show its alerts fire, arrive and resolve.",
				"Runs on a stack of its own. Exits with 0 if everything came as expected, else with 1." })
class ProveCommand implements Callable<Integer> {

	private static final String FOLDER = "scenarios";

	private static final String SUFFIX = ".yaml";

	@Parameters(arity = "0..*", paramLabel = "SCENARIO",
			description = "The scenarios to run, as the files in examples/scenarios are called; all if none is named.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--lanes", paramLabel = "N", defaultValue = "3",
			description = "How many scenarios run side by side; 1 runs one after the other (default ${DEFAULT-VALUE}).")
	private int lanes;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		long start = System.nanoTime();
		Home home = Home.locate();
		List<Scenario> scenarios = scenarios(home);
		List<Verdict> verdicts;
		try (Stack stack = Stack.claim(this.console, home, home.state("prove"), Blueprint.shared());
				ScenarioRunner runner = new ScenarioRunner(home, stack, this.console, this.lanes)) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				TelltaleCommand.stopping();
				runner.close();
				stack.close();
			}));
			// What an earlier run stored is no evidence in this one.
			stack.forgetEverything();
			this.console.line("Starting a stack to break (logs in " + stack.logs() + ")");
			stack.start();
			verdicts = runner.run(scenarios);
		}
		long passed = verdicts.stream().filter(Verdict::isPassed).count();
		this.console.line("");
		this.console.line("%d of %d scenarios passed in %d s".formatted(passed, verdicts.size(),
				(System.nanoTime() - start) / 1_000_000_000));
		return (passed == verdicts.size()) ? 0 : 1;
	}

	private List<Scenario> scenarios(Home home) {
		List<String> available = home.examples(FOLDER)
			.stream()
			.filter((file) -> file.endsWith(SUFFIX))
			.map((file) -> file.substring(0, file.length() - SUFFIX.length()))
			.toList();
		if (available.isEmpty()) {
			throw new CommandException("there is no scenario: examples/%s holds no *%s".formatted(FOLDER, SUFFIX));
		}
		for (String name : this.names) {
			if (!available.contains(name)) {
				throw new CommandException(
						"there is no scenario '%s': choose from %s".formatted(name, String.join(", ", available)));
			}
		}
		List<String> chosen = this.names.isEmpty() ? available : this.names;
		return chosen.stream().map((name) -> {
			String path = FOLDER + "/" + name + SUFFIX;
			return ScenarioReader.read("examples/" + path, name, home.example(path),
					(file) -> home.example(FOLDER + "/" + file));
		}).toList();
	}

}
