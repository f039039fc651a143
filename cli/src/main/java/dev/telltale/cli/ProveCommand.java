package dev.telltale.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.report.AlertProofs;
import dev.telltale.cli.report.HtmlReport;
import dev.telltale.cli.report.JunitReport;
import dev.telltale.cli.report.Pictures;
import dev.telltale.cli.scenario.Place;
import dev.telltale.cli.scenario.Scenario;
import dev.telltale.cli.scenario.ScenarioFiles;
import dev.telltale.cli.scenario.ScenarioRunner;
import dev.telltale.cli.scenario.Verdict;
import dev.telltale.cli.stack.Blueprint;
import dev.telltale.cli.stack.Component;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.Stack;
import dev.telltale.cli.stack.StackException;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Breaks the sample service on purpose and checks what follows.
 */
@Command(name = "prove",
		description = { "Break the sample service on purpose and show its alerts fire, arrive and resolve.",
				"Runs on a stack of its own. Exits with 0 if everything came as expected, else with 1." })
class ProveCommand implements Callable<Integer> {

	// As many that start a service of their own save what its preparation takes.
	private static final int MANY = 4;

	@Parameters(arity = "0..*", paramLabel = "SCENARIO",
			description = "The scenarios to run, as the files in examples/scenarios are called; all if none is named.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--lanes", paramLabel = "N", defaultValue = "8",
			description = "How many scenarios run side by side; 1 runs one after the other; ${DEFAULT-VALUE} if not given.")
	private int lanes;

	@Option(names = "--service", paramLabel = "PATH",
			description = "Break this service instead of the sample service: the folder of its project, built, or its jar."
					+ " With --prometheus, the address of the sample service that runs.")
	private @Nullable String service;

	@ArgGroup(exclusive = false, heading = "%nWhere somebody else started everything:%n")
	private @Nullable Remote remote;

	@Spec
	private @Nullable CommandSpec spec;

	private final Console console = TelltaleCommand.console();

	private Map<String, Path> pictures = Map.of();

	@Override
	public Integer call() throws InterruptedException {
		long start = System.nanoTime();
		Place place = place();
		Home home = home();
		List<Scenario> all = ScenarioFiles.all(home);
		List<Scenario> scenarios = choose(ScenarioFiles.fitting(home));
		AlertProofs proofs = AlertProofs.of(Inventory.of(home.mixin().render(Mixin.DEMO)), all,
				ScenarioFiles.notLive(home));
		List<Verdict> verdicts = (place != null) ? ScenarioRunner.run(home, place, this.console, scenarios)
				: onAStackOfItsOwn(home, scenarios);
		this.console.line("");
		if (verdicts.isEmpty()) {
			throw new CommandException("none of the scenarios can run there");
		}
		if (verdicts.size() > 1) {
			summary(verdicts);
		}
		report(home, verdicts, proofs);
		long passed = verdicts.stream().filter(Verdict::isPassed).count();
		this.console.line("%d of %d scenarios passed in %d s".formatted(passed, verdicts.size(),
				(System.nanoTime() - start) / 1_000_000_000));
		return (passed == verdicts.size()) ? 0 : 1;
	}

	private Home home() {
		Home home = Home.locate();
		if (this.service == null || this.remote != null) {
			return home;
		}
		home = home.with(Path.of(this.service));
		if (home.application().users().isEmpty()) {
			throw new CommandException(
					"nobody would call the service: write monitoring/traffic.yaml into its project, with requests such as '- GET /api/orders'");
		}
		return home;
	}

	private @Nullable Place place() {
		if (this.remote == null) {
			if (this.service != null && this.service.contains("://")) {
				throw wrong(
						"%s is an address: give --prometheus, --alertmanager and --receiver too, or the folder of a service"
							.formatted(this.service));
			}
			return null;
		}
		if (this.service == null) {
			throw wrong("--service is missing: give the address of the sample service that runs there");
		}
		try {
			URI address = new URI(this.service);
			if (address.getHost() != null) {
				return this.remote.place(address);
			}
		}
		catch (URISyntaxException ex) {
			// Told below.
		}
		throw wrong("--service is no address: write it like http://localhost:8080");
	}

	private ParameterException wrong(String message) {
		if (this.spec == null) {
			throw new IllegalStateException(message);
		}
		return new ParameterException(this.spec.commandLine(), message);
	}

	private List<Verdict> onAStackOfItsOwn(Home home, List<Scenario> scenarios) throws InterruptedException {
		try (Stack stack = Stack.claim(this.console, home, home.state("prove"), Blueprint.shared())) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				TelltaleCommand.stopping();
				stack.close();
			}));
			// What an earlier run stored is no evidence in this one.
			stack.forgetEverything();
			if (scenarios.size() >= MANY) {
				stack.prepareServices();
			}
			this.console.line("Starting a stack to break (logs in " + stack.logs() + ")");
			stack.start();
			startPreview(stack);
			try (Pictures pictures = pictures(home, stack);
					ScenarioRunner runner = new ScenarioRunner(home, stack, this.console, this.lanes, pictures)) {
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					TelltaleCommand.stopping();
					runner.close();
					pictures.close();
				}));
				List<Verdict> verdicts = runner.run(scenarios);
				this.pictures = pictures.all();
				return verdicts;
			}
		}
	}

	private void startPreview(Stack stack) {
		try {
			stack.startPreview();
		}
		catch (StackException ex) {
			// The verdicts are as good without pictures.
			this.console.failed(ex.getMessage());
		}
	}

	private Pictures pictures(Home home, Stack stack) {
		try {
			return new Pictures(home, stack.addresses().of(Component.PREVIEW), Pictures.folder(report(home)),
					this.console);
		}
		catch (IOException ex) {
			throw cannotReport(ex);
		}
	}

	private static Path report(Home home) throws IOException {
		return Files.createDirectories(home.state("prove").resolve("report"));
	}

	private static CommandException cannotReport(IOException cause) {
		return new CommandException("cannot write the report (%s): see whether the folder is yours and has room"
			.formatted(cause.getMessage()));
	}

	private List<Scenario> choose(List<Scenario> all) {
		List<String> available = all.stream().map(Scenario::name).toList();
		for (String name : this.names) {
			if (!available.contains(name)) {
				throw new CommandException("there is no scenario '%s'%s: choose from %s".formatted(name,
						(this.service != null && this.remote == null) ? " for this service" : "",
						String.join(", ", available)));
			}
		}
		return all.stream().filter((scenario) -> this.names.isEmpty() || this.names.contains(scenario.name())).toList();
	}

	private void summary(List<Verdict> verdicts) {
		for (Verdict verdict : verdicts) {
			String text = "%-24s %4d s  %s".formatted(verdict.scenario(), verdict.took().toSeconds(),
					verdict.summary());
			if (verdict.isPassed()) {
				this.console.done(text);
			}
			else {
				this.console.failed(this.console.red(text));
			}
		}
		this.console.line("");
	}

	private void report(Home home, List<Verdict> verdicts, AlertProofs proofs) {
		try {
			Path folder = report(home);
			HtmlReport.write(folder.resolve("index.html"), verdicts, proofs, this.pictures);
			JunitReport.write(folder.resolve("junit.xml"), verdicts);
			this.console.line("Report: " + folder.resolve("index.html"));
		}
		catch (IOException ex) {
			throw cannotReport(ex);
		}
	}

	/**
	 * The addresses of systems that run already.
	 */
	static final class Remote {

		@Option(names = "--prometheus", paramLabel = "URL", required = true, description = "Prometheus.")
		private URI prometheus;

		@Option(names = "--alertmanager", paramLabel = "URL", required = true, description = "Alertmanager.")
		private URI alertmanager;

		@Option(names = "--receiver", paramLabel = "URL", required = true,
				description = "The receiver of notifications.")
		private URI receiver;

		@Option(names = "--job", paramLabel = "JOB", defaultValue = "sample-service",
				description = "Its job; ${DEFAULT-VALUE} if not given.")
		private String job;

		@Option(names = "--payments", paramLabel = "URL", description = "The service for payments behind it.")
		private @Nullable URI payments;

		@Option(names = "--payments-job", paramLabel = "JOB", defaultValue = "payments",
				description = "Its job; ${DEFAULT-VALUE} if not given.")
		private String paymentsJob;

		Place place(URI service) {
			return new Place(this.prometheus, this.alertmanager, this.receiver, service, this.job, this.payments,
					this.paymentsJob);
		}

	}

}
