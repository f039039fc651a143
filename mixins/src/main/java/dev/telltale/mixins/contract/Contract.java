package dev.telltale.mixins.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Catalogue;
import dev.telltale.mixins.doctor.Diagnosis;
import dev.telltale.mixins.doctor.Doctor;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.mixins.doctor.Variable;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.GrafanaVariables;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.promql.PromqlException;
import tools.jackson.databind.JsonNode;

/**
 * The contract between a mixin and what services emit: every expression returns data or
 * has a declared reason not to, every search names labels that the pipeline makes, and
 * every metric of the catalogue is used or declared unused. Immutable.
 *
 * @see #check(Inventory, Doctor)
 */
public final class Contract {

	private final List<Excuse> excuses;

	private final Map<String, String> unused;

	private final Searches searches;

	private final Catalogue catalogue;

	private Contract(List<Excuse> excuses, Map<String, String> unused, Searches searches, Catalogue catalogue) {
		this.excuses = excuses;
		this.unused = unused;
		this.searches = searches;
		this.catalogue = catalogue;
	}

	/**
	 * Return the contract of a mixin.
	 * @param mixin the mixin, whose {@code contract} holds what is declared
	 * @param catalogue what services export
	 * @return the contract
	 */
	public static Contract of(Mixin mixin, Catalogue catalogue) {
		JsonNode declared = mixin.evaluate("mixin.contract", Map.of());
		List<Excuse> excuses = new ArrayList<>();
		declared.get("mayBeEmpty")
			.forEach((excuse) -> excuses
				.add(new Excuse(excuse.get("finding").asString(), Pattern.compile(excuse.get("metrics").asString()),
						excuse.get("why").asString(), excuse.path("sometimes").asBoolean(false))));
		Map<String, String> unused = declared.get("unused")
			.properties()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().asString()));
		return new Contract(excuses, unused, Searches.of(declared), catalogue);
	}

	/**
	 * Check everything that is asked.
	 * @param inventory what is asked
	 * @param doctor a doctor at the system
	 * @return what came of it
	 */
	public ContractReport check(Inventory inventory, Doctor doctor) {
		List<ContractReport.Entry> entries = new ArrayList<>();
		Set<Excuse> used = new HashSet<>();
		for (Question question : inventory.questions()) {
			if (question.kind() == Question.Kind.LOGS || question.kind() == Question.Kind.TRACES) {
				entries
					.add(new ContractReport.Entry(question, null, null, this.searches.problem(question).orElse(null)));
				continue;
			}
			entries.add(entry(question, doctor, used));
		}
		List<String> idle = this.excuses.stream()
			.filter((excuse) -> !excuse.sometimes() && !used.contains(excuse))
			.map((excuse) -> "%s of %s".formatted(excuse.finding(), excuse.metrics()))
			.toList();
		return new ContractReport(entries, idle, neglected(inventory), idleDeclarations(inventory));
	}

	// What is declared must not hide what is not.
	private ContractReport.Entry entry(Question question, Doctor doctor, Set<Excuse> used) {
		Diagnosis answer = doctor.diagnose(question);
		List<Diagnosis> missing = answer.hasData() ? doctor.diagnoseSelectors(question) : List.of(answer);
		Diagnosis worst = missing.isEmpty() ? answer : missing.get(0);
		for (Diagnosis diagnosis : missing) {
			Optional<Excuse> excuse = excuse(diagnosis);
			if (excuse.isEmpty()) {
				return new ContractReport.Entry(question, diagnosis, null, null);
			}
			used.add(excuse.get());
		}
		return new ContractReport.Entry(question, worst, excuse(worst).map(Excuse::why).orElse(null), null);
	}

	private Optional<Excuse> excuse(Diagnosis diagnosis) {
		return this.excuses.stream().filter((candidate) -> candidate.covers(diagnosis)).findFirst();
	}

	// Metrics that services export and nobody reads.
	private List<String> neglected(Inventory inventory) {
		Set<String> read = read(inventory);
		return this.catalogue.series()
			.stream()
			.filter((series) -> !read.contains(series))
			.filter((series) -> this.unused.keySet().stream().noneMatch(series::matches))
			.toList();
	}

	// Declared unused, but read or no longer exported.
	private List<String> idleDeclarations(Inventory inventory) {
		Set<String> read = read(inventory);
		return this.unused.keySet()
			.stream()
			.filter((pattern) -> this.catalogue.series()
				.stream()
				.noneMatch((series) -> series.matches(pattern) && !read.contains(series)))
			.sorted()
			.toList();
	}

	private Set<String> read(Inventory inventory) {
		Set<String> read = new TreeSet<>();
		GrafanaVariables variables = new GrafanaVariables(Map.of());
		for (Question question : inventory.questions()) {
			switch (question.kind()) {
				case LOGS, TRACES -> {
				}
				default -> {
					String text = variables.replaceIn(question.text());
					selectors(Variable.labelValues(text).map(Variable.LabelValues::selector).orElse(text))
						.forEach((selector) -> read(selector, read));
				}
			}
		}
		return read;
	}

	private static List<VectorSelector> selectors(String text) {
		try {
			return Expression.parse(text).stream(VectorSelector.class).toList();
		}
		catch (PromqlException ex) {
			// The doctor says so.
			return List.of();
		}
	}

	private void read(VectorSelector selector, Set<String> read) {
		if (selector.metric() != null) {
			read.add(selector.metric());
			return;
		}
		List<LabelMatcher> names = selector.matchers()
			.stream()
			.filter((matcher) -> matcher.label().equals("__name__"))
			.toList();
		this.catalogue.series()
			.stream()
			.filter((series) -> names.stream().allMatch((matcher) -> matcher.accepts(series)))
			.forEach(read::add);
	}

	/**
	 * A declared reason for no data.
	 *
	 * @param finding the kind of emptiness
	 * @param metrics the metrics it is declared for
	 * @param why the reason
	 * @param sometimes whether it depends on the machine or the moment
	 */
	private record Excuse(String finding, Pattern metrics, String why, boolean sometimes) {

		boolean covers(Diagnosis diagnosis) {
			return !diagnosis.hasData() && diagnosis.finding().toString().equals(this.finding)
					&& diagnosis.metric() != null && this.metrics.matcher(diagnosis.metric()).matches();
		}

	}

}
