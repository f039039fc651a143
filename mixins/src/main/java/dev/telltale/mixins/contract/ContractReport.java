package dev.telltale.mixins.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.telltale.mixins.doctor.Diagnosis;
import dev.telltale.mixins.doctor.Question;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a contract.
 *
 * @param entries what came of each question
 * @param idleExcuses declared reasons that explain nothing
 * @param neglected metrics of the catalogue that are neither read nor declared unused
 * @param idleDeclarations metrics declared unused that are read or not exported
 */
public record ContractReport(List<Entry> entries, List<String> idleExcuses, List<String> neglected,
		List<String> idleDeclarations) {

	/**
	 * Create a report.
	 * @param entries what came of each question
	 * @param idleExcuses declared reasons that explain nothing
	 * @param neglected metrics that are neither read nor declared unused
	 * @param idleDeclarations metrics declared unused that are read or not exported
	 */
	public ContractReport {
		entries = List.copyOf(entries);
		idleExcuses = List.copyOf(idleExcuses);
		neglected = List.copyOf(neglected);
		idleDeclarations = List.copyOf(idleDeclarations);
	}

	/**
	 * Return what breaks the contract.
	 * @return a line each
	 */
	public List<String> breaches() {
		List<String> breaches = this.entries.stream()
			.filter((entry) -> !entry.isKept())
			.map(Entry::toString)
			.collect(Collectors.toList());
		this.idleExcuses.forEach((excuse) -> breaches.add("declared empty, but nothing is: " + excuse));
		this.neglected.forEach((metric) -> breaches.add("nobody reads " + metric + ", and it is not declared unused"));
		this.idleDeclarations.forEach((metric) -> breaches.add("declared unused, but read or not exported: " + metric));
		return List.copyOf(breaches);
	}

	/**
	 * Return the figures as lines for people.
	 * @return the summary
	 */
	public String summary() {
		StringBuilder summary = new StringBuilder();
		for (Question.Kind kind : Question.Kind.values()) {
			List<Entry> ofKind = this.entries.stream().filter((entry) -> entry.question().kind() == kind).toList();
			if (ofKind.isEmpty()) {
				continue;
			}
			boolean executed = kind != Question.Kind.LOGS && kind != Question.Kind.TRACES;
			summary.append("%-10s %4d %s".formatted(kind.name().toLowerCase(Locale.ROOT), ofKind.size(),
					executed ? "%d with data".formatted(count(ofKind, Entry::hasData)) : "read, not executed"));
			if (executed) {
				summary.append(", %d declared".formatted(count(ofKind, (entry) -> entry.excuse() != null)));
			}
			summary.append(", %d broken%n".formatted(count(ofKind, (entry) -> !entry.isKept())));
		}
		Map<String, Long> reasons = this.entries.stream()
			.filter((entry) -> entry.excuse() != null)
			.collect(Collectors.groupingBy(Entry::excuse, TreeMap::new, Collectors.counting()));
		reasons.forEach((reason, count) -> summary.append("  %d declared: %s%n".formatted(count, reason)));
		return summary.toString();
	}

	private static long count(List<Entry> entries, Predicate<Entry> condition) {
		return entries.stream().filter(condition).count();
	}

	/**
	 * What came of a question.
	 *
	 * @param question the question
	 * @param diagnosis what the doctor said, {@code null} if it could not be executed
	 * @param excuse the declared reason for no data
	 * @param problem what is wrong with a search that could not be executed
	 */
	public record Entry(Question question, @Nullable Diagnosis diagnosis, @Nullable String excuse,
			@Nullable String problem) {

		/**
		 * Return whether it returned data.
		 * @return whether it did
		 */
		public boolean hasData() {
			return this.diagnosis != null && this.diagnosis.hasData();
		}

		/**
		 * Return whether the contract is kept.
		 * @return whether it is
		 */
		public boolean isKept() {
			return (this.diagnosis != null) ? hasData() || this.excuse != null : this.problem == null;
		}

		@Override
		public String toString() {
			return "%s: %s%n    %s".formatted(this.question.place(),
					(this.diagnosis != null) ? this.diagnosis : this.problem, this.question.text().strip());
		}

	}

}
