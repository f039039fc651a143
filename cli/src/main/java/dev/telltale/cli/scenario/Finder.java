package dev.telltale.cli.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.promql.GrafanaVariables;
import dev.telltale.tools.prometheus.ExemplarSeries;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.QueryResult;
import dev.telltale.tools.prometheus.Sample;

/**
 * Looks where people look while something is broken: at panels, and from an exemplar to
 * its trace and its log lines.
 */
final class Finder {

	/** What Grafana takes for four scrapes of the demo, and no less than a rate needs. */
	private static final String RATE_INTERVAL = "20s";

	private static final Duration CLOCKS = Duration.ofSeconds(5);

	private final Inventory inventory;

	private final Ground ground;

	private final PrometheusClient prometheus;

	/**
	 * Create a finder.
	 * @param inventory what the dashboards ask
	 * @param ground where to look
	 */
	Finder(Inventory inventory, Ground ground) {
		this.inventory = inventory;
		this.ground = ground;
		this.prometheus = ground.history().prometheus();
	}

	Outcome find(Scenario.Find find, Instant since) {
		return (find instanceof Scenario.Find.Panel panel) ? panel(panel) : trace((Scenario.Find.Trace) find, since);
	}

	private Outcome panel(Scenario.Find.Panel panel) {
		String place = "%s / %s / ".formatted(panel.dashboard(), panel.title());
		List<Question> questions = this.inventory.questions()
			.stream()
			.filter((question) -> question.kind() == Question.Kind.PANEL && question.place().startsWith(place))
			.toList();
		if (questions.isEmpty()) {
			return Outcome.bad("the dashboard '%s' has no panel '%s'".formatted(panel.dashboard(), panel.title()));
		}
		OptionalDouble most = questions.stream()
			.flatMapToDouble((question) -> values(question).stream().mapToDouble(Double::doubleValue))
			.max();
		if (most.isEmpty()) {
			return Outcome.bad("empty");
		}
		return new Outcome(most.getAsDouble() >= panel.least(), "%.3g".formatted(most.getAsDouble()), null);
	}

	private List<Double> values(Question question) {
		Map<String, String> values = new HashMap<>();
		question.variables().forEach((variable) -> values.put(variable.name(), ".*"));
		values.putAll(this.ground.scope());
		values.put("__rate_interval", RATE_INTERVAL);
		String expression = new GrafanaVariables(values).replaceIn(question.text());
		return (this.prometheus.query(expression) instanceof QueryResult.Vector vector)
				? vector.samples().stream().map(Sample::value).filter(Double::isFinite).toList() : List.of();
	}

	private Outcome trace(Scenario.Find.Trace trace, Instant since) {
		List<String> ids = traceIds(trace, since);
		if (ids.isEmpty()) {
			return Outcome.bad("no exemplar of " + trace.exemplar());
		}
		List<String> seen = new ArrayList<>();
		for (String id : ids) {
			Set<String> services = this.ground.servicesOf(id);
			int lines = this.ground.linesOf(id);
			String text = "trace %s: %s, %d log lines".formatted(id.substring(0, Math.min(8, id.length())),
					services.isEmpty() ? "not stored" : String.join(" → ", services), lines);
			if (services.size() >= trace.services() && lines >= trace.logs()) {
				return Outcome.good(text);
			}
			seen.add(text);
		}
		return Outcome.bad(seen.get(seen.size() - 1));
	}

	/**
	 * Return the traces of the exemplars, the newest last.
	 */
	private List<String> traceIds(Scenario.Find.Trace trace, Instant since) {
		String scope = this.ground.scope()
			.entrySet()
			.stream()
			.map((label) -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
			.collect(Collectors.joining(", "));
		String selector = trace.exemplar().endsWith("}")
				? trace.exemplar().substring(0, trace.exemplar().length() - 1) + ", " + scope + "}"
				: "%s{%s}".formatted(trace.exemplar(), scope);
		Set<String> ids = new LinkedHashSet<>();
		for (ExemplarSeries series : this.prometheus.exemplars(selector, since.minus(CLOCKS),
				Instant.now().plus(CLOCKS))) {
			series.exemplars().forEach((exemplar) -> {
				String id = exemplar.labels().get("trace_id");
				if (id != null) {
					ids.add(id);
				}
			});
		}
		return List.copyOf(ids);
	}

}
