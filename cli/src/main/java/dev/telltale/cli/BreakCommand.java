package dev.telltale.cli;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.faults.ExpectedAlerts;
import dev.telltale.cli.faults.Fault;
import dev.telltale.cli.faults.FaultClient;
import dev.telltale.cli.stack.Application;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.RunningStack;
import dev.telltale.mixins.promql.Durations;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.http.JsonApi;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.Rule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Switches the faults of the running stack's services on and off.
 */
@Command(name = "break", sortOptions = false,
		description = { "Break a service of the running stack on purpose, and say which alert to expect.",
				"A fault ends by itself; --undo ends it before." })
class BreakCommand implements Callable<Integer> {

	private static final Duration LONGEST = Duration.ofMinutes(15);

	private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(5);

	@Parameters(index = "0", arity = "0..1", paramLabel = "FAULT", description = "The fault, such as errors.")
	private @Nullable String fault;

	@Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE",
			description = "Values of its parameters, such as probability=0.5; --list tells them.")
	private List<String> settings = new ArrayList<>();

	@Option(names = "--for", paramLabel = "TIME", defaultValue = "60s", converter = DurationConverter.class,
			description = "How long, at most 15m; ${DEFAULT-VALUE} if not given.")
	private Duration duration = Duration.ZERO;

	@Option(names = "--service", paramLabel = "NAME",
			description = "The service to break; the first that has the fault if not given.")
	private @Nullable String service;

	@ArgGroup
	private Mode mode = new Mode();

	@Spec
	private @Nullable CommandSpec spec;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() {
		check();
		Home home = Home.locate();
		RunningStack stack = RunningStack.of(home);
		Map<String, FaultClient> clients = clients(home.ofRunningStack().application(), stack);
		if (this.mode.list) {
			clients.forEach(this::list);
		}
		else if (this.mode.undo) {
			undo(clients);
		}
		else if (this.fault != null) {
			start(stack, this.fault, clients);
		}
		return 0;
	}

	private void check() {
		if (this.fault == null && !this.mode.list && !this.mode.undo) {
			throw wrong("Name a fault, such as errors: --list tells which there are");
		}
		if (this.mode.list && this.fault != null) {
			throw wrong("--list tells all faults: leave '%s' out".formatted(this.fault));
		}
		if (this.mode.undo && !this.settings.isEmpty()) {
			throw wrong("--undo needs no parameters: leave '%s' out".formatted(String.join(" ", this.settings)));
		}
		if (this.duration.compareTo(Duration.ofSeconds(1)) < 0 || this.duration.compareTo(LONGEST) > 0) {
			throw wrong("--for is out of range: choose from 1s to 15m");
		}
		if (this.fault != null && !this.fault.matches("[a-z][a-z0-9-]*")) {
			throw wrong("'%s' is no name of a fault: --list tells which there are".formatted(this.fault));
		}
	}

	private ParameterException wrong(String message) {
		if (this.spec == null) {
			throw new IllegalStateException(message);
		}
		return new ParameterException(this.spec.commandLine(), message);
	}

	private Map<String, FaultClient> clients(Application application, RunningStack stack) {
		Map<String, FaultClient> clients = new LinkedHashMap<>();
		List<String> services = new ArrayList<>(
				application.services().stream().map((service) -> service.component().id()).toList());
		// First the one that users call.
		Collections.reverse(services);
		if (this.service != null) {
			if (!services.contains(this.service)) {
				throw new CommandException("'%s' is no service that can be broken: choose from %s"
					.formatted(this.service, String.join(", ", services)));
			}
			clients.put(this.service, new FaultClient(this.service, stack.address(this.service)));
			return clients;
		}
		services.stream()
			.filter(stack.addresses()::containsKey)
			.forEach((name) -> clients.put(name, new FaultClient(name, stack.address(name))));
		if (clients.isEmpty()) {
			throw new CommandException("the stack has no service that can be broken: it has "
					+ String.join(", ", stack.addresses().keySet().stream().sorted().toList()));
		}
		return clients;
	}

	private void list(String service, FaultClient client) {
		this.console.line(this.console.bold(service));
		for (Fault fault : faults(service, client)) {
			String state = fault.active() ? " (on, %s left)".formatted(text(fault.remaining())) : "";
			this.console.line("  %-18s %s%s".formatted(fault.name(), fault.description(), state));
			if (!fault.parameters().isEmpty()) {
				this.console.line("  %-18s %s".formatted("", this.console.dim(parameters(fault))));
			}
		}
	}

	private void undo(Map<String, FaultClient> clients) {
		if (this.fault == null) {
			clients.forEach((service, client) -> {
				long active = faults(service, client).stream().filter(Fault::active).count();
				client.undoAll();
				this.console.done("%s: %s".formatted(service, (active == 0) ? "no fault was on"
						: active + ((active == 1) ? " fault undone" : " faults undone")));
			});
			return;
		}
		String name = this.fault;
		withFault(name, clients).forEach((service, fault) -> {
			FaultClient client = clients.get(service);
			if (client != null) {
				client.undo(name);
				this.console.done("%s: %s %s".formatted(service, name, fault.active() ? "undone" : "was not on"));
			}
		});
	}

	private void start(RunningStack stack, String name, Map<String, FaultClient> clients) {
		Map<String, String> values = values();
		String service = withFault(name, clients).keySet().iterator().next();
		FaultClient client = clients.get(service);
		if (client == null) {
			throw new IllegalStateException("No client of " + service);
		}
		Fault started = client.start(name, this.duration, values);
		this.console.done("%s is broken: %s for %s (%s)".formatted(service, name, Durations.print(this.duration),
				parameters(started)));
		expect(stack, name);
		this.console.line("");
		this.console.line("Undo it with ./telltale break --undo " + name);
	}

	private Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		for (String setting : this.settings) {
			int equals = setting.indexOf('=');
			if (equals < 1) {
				throw wrong("'%s' is no value of a parameter: write it like probability=0.5".formatted(setting));
			}
			String name = setting.substring(0, equals);
			if (name.equals("seconds")) {
				throw wrong("Give the time with --for, such as --for 60s, instead of '%s'".formatted(setting));
			}
			if (values.put(name, setting.substring(equals + 1)) != null) {
				throw wrong("The parameter %s is given twice: give it once".formatted(name));
			}
		}
		return values;
	}

	// The services that have the fault, in the order in which they are to be broken.
	private Map<String, Fault> withFault(String name, Map<String, FaultClient> clients) {
		Map<String, Fault> having = new LinkedHashMap<>();
		List<String> known = new ArrayList<>();
		clients.forEach((service, client) -> {
			List<Fault> faults = faults(service, client);
			faults.stream().filter((fault) -> fault.name().equals(name)).forEach((fault) -> having.put(service, fault));
			known.add(
					"%s has %s".formatted(service, faults.stream().map(Fault::name).collect(Collectors.joining(", "))));
		});
		if (having.isEmpty()) {
			throw new CommandException("there is no fault '%s': %s".formatted(name, String.join("; ", known)));
		}
		return having;
	}

	private static List<Fault> faults(String service, FaultClient client) {
		return client.list()
			.orElseThrow(() -> new CommandException(
					"the faults of %s are off: start it with telltale.faults.enabled=true, as ./telltale up does"
						.formatted(service)));
	}

	private void expect(RunningStack stack, String name) {
		List<String> alerts = ExpectedAlerts.of(name);
		if (alerts.isEmpty()) {
			this.console.note("no alert is known to tell of it");
			return;
		}
		this.console.line("");
		this.console.line(this.console.bold("Expect"));
		Optional<List<Rule.Alerting>> rules = rules(stack);
		for (String alert : alerts) {
			this.console.line("  %-30s %s".formatted(alert,
					this.console.dim(rules.map((all) -> patience(alert, all)).orElse(""))));
		}
		this.console.line("");
		this.console.line(this.console.bold("Look at"));
		look(stack, "receiver", "the notifications", "");
		// Debian builds Prometheus with its classic pages only.
		look(stack, "prometheus", "the alerts, pending and firing", "classic/alerts", "alerts");
		String runbook = "runbooks/%s.md".formatted(alerts.get(0));
		if (!look(stack, "preview", "what to do", runbook)) {
			line("mixins/src/main/" + runbook, "what to do");
		}
	}

	private String patience(String alert, List<Rule.Alerting> rules) {
		return rules.stream()
			.filter((rule) -> rule.name().equals(alert))
			.map(Rule.Alerting::holdDuration)
			.min(Duration::compareTo)
			.map((hold) -> (hold.compareTo(this.duration) < 0)
					? "once it has lasted for %s beyond its window".formatted(Durations.print(hold))
					: "not within %s, for it waits for %s: break it for longer, with --for"
						.formatted(Durations.print(this.duration), Durations.print(hold)))
			.orElse("not loaded: see what ./telltale doctor says");
	}

	private static Optional<List<Rule.Alerting>> rules(RunningStack stack) {
		URI prometheus = stack.addresses().get("prometheus");
		if (prometheus == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(new PrometheusClient(prometheus).rules()
				.stream()
				.flatMap((group) -> group.rules().stream())
				.filter(Rule.Alerting.class::isInstance)
				.map(Rule.Alerting.class::cast)
				.toList());
		}
		catch (ApiException ex) {
			// The service is broken all the same.
			return Optional.empty();
		}
	}

	private boolean look(RunningStack stack, String component, String what, String... candidates) {
		URI address = stack.addresses().get(component);
		if (address == null) {
			return false;
		}
		JsonApi page = new JsonApi(component, address, PAGE_TIMEOUT);
		Optional<String> answering = Stream.of(candidates)
			.filter((candidate) -> page.answers("/" + candidate))
			.findFirst();
		answering.ifPresent((path) -> line(address.resolve(path).toString(), what));
		return answering.isPresent();
	}

	private void line(String where, String what) {
		this.console.line("  %-44s %s".formatted(where, this.console.dim(what)));
	}

	private static String parameters(Fault fault) {
		return fault.parameters()
			.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
			.collect(Collectors.joining(" "));
	}

	private static String text(String remaining) {
		return remaining.replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * What to do other than to break.
	 */
	static final class Mode {

		@Option(names = "--list", description = "Tell which faults there are, their parameters, and what is on.")
		private boolean list;

		@Option(names = "--undo", description = "End the fault, or all of them if none is named.")
		private boolean undo;

	}

}
