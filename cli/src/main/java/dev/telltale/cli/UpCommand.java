package dev.telltale.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Addresses;
import dev.telltale.cli.stack.Application;
import dev.telltale.cli.stack.Blueprint;
import dev.telltale.cli.stack.Component;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.Stack;
import dev.telltale.cli.stack.StackException;
import dev.telltale.cli.stack.StackGuide;
import dev.telltale.cli.stack.StackHistory;
import dev.telltale.cli.traffic.Traffic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts the stack, drives some traffic and tells what to look at.
 */
@Command(name = "up",
		description = "Start the sample service with its whole monitoring on this machine; Ctrl-C stops it.")
class UpCommand implements Callable<Integer> {

	private static final Duration FIRST_TRAFFIC = Duration.ofSeconds(10);

	private static final Duration SCRAPED_WITHIN = Duration.ofSeconds(30);

	private static final Duration AS_LONG_AS_A_DAY = Duration.ofDays(1);

	private static final int BRISK = 20;

	private static final int GENTLE = 4;

	@Option(names = "--no-traffic", description = "Send no traffic of its own.")
	private boolean noTraffic;

	@Option(names = "--history",
			description = "Begin with thirty days of history that are made up, so that budgets and comparisons show.")
	private boolean history;

	@Option(names = "--service", paramLabel = "PATH",
			description = "Run this service instead of the sample service: the folder of its project, built, or its jar.")
	private @Nullable Path service;

	@Option(names = "--restart",
			description = "Start a component again that ends by itself, at most TIMES in all; 10 if not given.",
			arity = "0..1", fallbackValue = "10", defaultValue = "0", paramLabel = "TIMES")
	private int restarts;

	@Spec
	private @Nullable CommandSpec spec;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		if (this.spec != null && this.history && this.service != null) {
			throw new ParameterException(this.spec.commandLine(),
					"History is made up for the sample service only: leave --history or --service out");
		}
		Home home = (this.service != null) ? Home.locate().with(this.service) : Home.locate();
		Application application = home.application();
		try (Stack stack = Stack.claim(this.console, home, home.state("up"),
				Blueprint.standard(application.services()))) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack)));
			this.console.line("Starting the stack (all of it on the loopback interface, logs in " + stack.logs() + ")");
			if (this.history) {
				stack.beginWithHistory();
			}
			stack.start();
			stack.reviveAtMost(this.restarts);
			Addresses addresses = stack.addresses();
			awaitFirstSample(application.service().job(), addresses);
			// What nobody needs in the first seconds starts last.
			CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> startTheRest(stack));
			boolean traffic = !this.noTraffic && !application.users().isEmpty();
			if (traffic) {
				drive(application, addresses);
			}
			rest.join();
			new StackGuide(this.console, home, addresses).print();
			if (!traffic) {
				tellWhyNobodyCalls();
				return awaitEnd(stack);
			}
			this.console.line(
					"Users call the service %d times a second meanwhile (--no-traffic sends none).".formatted(GENTLE));
			try (Traffic users = start(application, addresses, GENTLE, AS_LONG_AS_A_DAY)) {
				return awaitEnd(stack);
			}
		}
	}

	private void tellWhyNobodyCalls() {
		if (!this.noTraffic) {
			this.console
				.line("Nobody calls the service, for its project has no monitoring/traffic.yaml with requests such as"
						+ " '- GET /api/orders'; or send some with ./telltale traffic steady --call 'GET /api/orders'.");
		}
	}

	private void awaitFirstSample(String job, Addresses addresses) throws InterruptedException {
		this.console.progress("waiting for the first scrape of the service");
		StackHistory history = new StackHistory(addresses);
		Instant since = Instant.now();
		if (!history.await(SCRAPED_WITHIN, () -> history.isUp(job, since))) {
			throw new CommandException("Prometheus has no sample of the service after %d s: see its target page at %s"
				.formatted(SCRAPED_WITHIN.toSeconds(), addresses.of(Component.PROMETHEUS)));
		}
		long seconds = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()).toSeconds();
		this.console.done("Prometheus has the first sample of the service, after %d s".formatted(seconds));
	}

	private void startTheRest(Stack stack) {
		try {
			stack.startPreview();
			stack.startTraceStore();
		}
		catch (StackException ex) {
			// The rest is as good without.
			this.console.failed(ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void drive(Application application, Addresses addresses) throws InterruptedException {
		long planned = FIRST_TRAFFIC.toSeconds() * BRISK;
		try (Traffic traffic = start(application, addresses, BRISK, FIRST_TRAFFIC)) {
			while (traffic.answered() + traffic.lost() < planned) {
				this.console
					.progress("driving traffic: %d of %d requests answered".formatted(traffic.answered(), planned));
				Thread.sleep(200);
			}
			this.console
				.done("drove %d requests, %d served, %d lost".formatted(planned, traffic.served(), traffic.lost()));
		}
	}

	private static Traffic start(Application application, Addresses addresses, int rate, Duration limit) {
		return Traffic.start(addresses.of(application.service().component()), application.users(), rate, limit);
	}

	private int awaitEnd(Stack stack) throws InterruptedException {
		try {
			this.console.line(this.console.bold("Ctrl-C stops everything."));
			this.console.failed(stack.death().get());
			return 1;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void stop(Stack stack) {
		TelltaleCommand.stopping();
		if (stack.stop()) {
			this.console.done("stopped all that this command had started");
		}
	}

}
