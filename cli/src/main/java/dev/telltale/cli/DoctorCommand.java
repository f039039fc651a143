package dev.telltale.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.cli.DoctorReport.Problem;
import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.RunningStack;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.command.MixinOptions;
import dev.telltale.mixins.doctor.Examination;
import dev.telltale.mixins.doctor.Examination.Result;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.promql.Durations;
import dev.telltale.tools.http.Access;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.Rule;
import dev.telltale.tools.prometheus.RuleGroup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Asks a Prometheus everything that dashboards and rules ask, and says why what is empty
 * is empty.
 */
@Command(name = "doctor", sortOptions = false,
		description = { "Ask a Prometheus every expression of dashboards and rules, and say why an empty one is empty.",
				"Exits with 0 if nothing is to be done, else with 1. What is empty as it may be, such as a feature that"
						+ " is off, does not count, nor does a warning." })
class DoctorCommand implements Callable<Integer> {

	private static final int MOST_QUERIES = 16;

	private static final Duration RETENTION = Duration.ofDays(35);

	private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");

	private static final int FEW = 8;

	@picocli.CommandLine.Mixin
	private PrometheusOptions prometheus = new PrometheusOptions();

	@picocli.CommandLine.Mixin
	private MixinOptions mixin = new MixinOptions();

	@Option(names = "--scrape-interval", paramLabel = "TIME", defaultValue = "15s", converter = DurationConverter.class,
			description = "How often Prometheus scrapes, as Grafana's data source is told; ${DEFAULT-VALUE} if not given.")
	private Duration scrapeInterval = Duration.ZERO;

	@Option(names = "--queries", paramLabel = "N", defaultValue = "4",
			description = "How many queries are under way together, at most " + MOST_QUERIES
					+ "; ${DEFAULT-VALUE} if not given.")
	private int queries;

	@Option(names = "--limit", paramLabel = "TIME", defaultValue = "10m", converter = DurationConverter.class,
			description = "How long all of it may take; ${DEFAULT-VALUE} if not given.")
	private Duration limit = Duration.ZERO;

	@Option(names = "--all", description = "Tell also what is empty as it may be, and every place.")
	private boolean all;

	@Option(names = "--json", description = "Print one JSON document; with --all also what returns data.")
	private boolean json;

	@Spec
	private picocli.CommandLine.Model.@Nullable CommandSpec spec;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		if (this.spec != null && (this.queries < 1 || this.queries > MOST_QUERIES)) {
			throw new picocli.CommandLine.ParameterException(this.spec.commandLine(),
					"--queries is out of range: choose from 1 to " + MOST_QUERIES);
		}
		URI given = this.prometheus.address();
		Home home = (given == null) ? Home.locate() : null;
		URI address = (home != null) ? RunningStack.of(home).address("prometheus") : given;
		if (address == null) {
			throw new IllegalStateException("No address");
		}
		DoctorReport report = examine(address, this.mixin.mixin((home != null) ? home::mixin : Mixin::bundled),
				(home != null) ? Mixin.DEMO : Map.of());
		if (this.json) {
			this.console.line(report.json(this.all));
		}
		else {
			report.print(this.console, this.all);
		}
		return report.needsAction() ? 1 : 0;
	}

	private DoctorReport examine(URI address, Mixin mixin, Map<String, Object> usual) throws InterruptedException {
		long start = System.nanoTime();
		PrometheusClient client = this.prometheus.client(address);
		progress("asking Prometheus for its version");
		String version = PrometheusOptions.version(client);
		progress("rendering dashboards and rules");
		Instant instant = Instant.now();
		Examination examination = this.mixin.withConfig((values) -> {
			Map<String, Object> config = new TreeMap<>(usual);
			config.putAll(values);
			return Examination.of(mixin, config, this.scrapeInterval, client, instant);
		});
		int count = examination.questions().size();
		List<Result> results = examination.run(this.queries, this.limit,
				(answered) -> progress("asked %d of %d expressions".formatted(answered, count)));
		List<String> warnings = new ArrayList<>();
		versionWarning(version).ifPresent(warnings::add);
		warnings.addAll(retentionWarnings(client));
		List<Problem> problems = rules(client, examination, warnings);
		return new DoctorReport(Access.withoutSecrets(address), version, instant,
				Duration.ofNanos(System.nanoTime() - start), results,
				examination.inventory().questions().size() - count, problems, warnings);
	}

	private void progress(String text) {
		if (!this.json) {
			this.console.progress(text);
		}
	}

	private static Optional<String> versionWarning(String version) {
		Matcher matcher = VERSION.matcher(version);
		if (!matcher.matches()) {
			return Optional
				.of("Its version is unknown: dashboards and rules are written for Prometheus 2.42 and later.");
		}
		int major = Integer.parseInt(matcher.group(1));
		int minor = Integer.parseInt(matcher.group(2));
		return (major > 2 || (major == 2 && minor >= 42)) ? Optional.empty()
				: Optional.of("Prometheus %s is older than 2.42, for which dashboards and rules are written: update it."
					.formatted(version));
	}

	private static List<String> retentionWarnings(PrometheusClient client) {
		String retention;
		try {
			retention = client.retention();
		}
		catch (ApiException ex) {
			// What speaks Prometheus' language need not tell.
			return List.of("It does not tell how long it keeps samples: budgets of 30 days need 35.");
		}
		Optional<Duration> time = Durations.parse(retention.split(" ")[0]);
		if (time.isPresent() && time.get().compareTo(RETENTION) < 0) {
			return List.of(("It keeps samples for %s only: set --storage.tsdb.retention.time=35d or more, or budgets of"
					+ " 30 days and comparisons with last week are wrong.")
				.formatted(retention));
		}
		return List.of();
	}

	private static List<Problem> rules(PrometheusClient client, Examination examination, List<String> warnings) {
		List<Rule> loaded;
		try {
			loaded = client.rules().stream().map(RuleGroup::rules).flatMap(Collection::stream).toList();
		}
		catch (ApiException ex) {
			warnings.add("It does not tell its rules: whether the alerts are loaded is unknown.");
			return List.of();
		}
		List<Problem> problems = new ArrayList<>();
		Set<String> names = loaded.stream().map(Rule::name).collect(Collectors.toSet());
		for (Question.Kind kind : List.of(Question.Kind.ALERT, Question.Kind.RECORDING)) {
			List<String> asked = places(examination, kind);
			List<String> missing = asked.stream().filter((name) -> !names.contains(name)).toList();
			if (!missing.isEmpty()) {
				String what = (kind == Question.Kind.ALERT) ? "alerts" : "recording rules";
				problems.add(new Problem("rules missing",
						"%d of %d %s are not loaded: %s.".formatted(missing.size(), asked.size(), what, few(missing)),
						"Render them with the mixin's command and name them in rule_files."));
			}
		}
		loaded.stream()
			.filter((rule) -> rule.health().equals("err"))
			.map((rule) -> new Problem("rule fails", "%s: %s.".formatted(rule.name(), rule.lastError()),
					"See whether another group records the same series, and whether labels are unique."))
			.distinct()
			.forEach(problems::add);
		return problems;
	}

	private static List<String> places(Examination examination, Question.Kind kind) {
		return examination.questions()
			.stream()
			.filter((question) -> question.kind() == kind)
			.map(Question::place)
			.distinct()
			.toList();
	}

	private static String few(List<String> names) {
		return names.stream().limit(FEW).collect(Collectors.joining(", ")) + ((names.size() > FEW) ? " …" : "");
	}

}
