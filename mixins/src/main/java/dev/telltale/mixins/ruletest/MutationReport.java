package dev.telltale.mixins.ruletest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What became of the mutants of every alert, and of every recording that an alert reads.
 *
 * @param subjects the alerts by name, then the recordings by name
 * @param killers the name of the case that noticed a mutant first, by alert and mutant
 */
public record MutationReport(List<Subject> subjects, Map<String, Map<String, String>> killers) {

	/**
	 * Create a report.
	 * @param subjects the alerts by name, then the recordings by name
	 * @param killers the name of the case that noticed a mutant first, by alert and
	 * mutant
	 */
	public MutationReport {
		subjects = List.copyOf(subjects);
		killers = Map.copyOf(killers);
	}

	/**
	 * What is proved of an alert or a recording.
	 *
	 * @param name its name
	 * @param fires how many cases see the alert fire
	 * @param silent how many cases see the alert silent at all times
	 * @param killed how many mutants a case notices
	 * @param declared how many mutants change nothing, and say why
	 * @param problems one line each: a mutant that no case notices, a declaration that
	 * does not hold
	 */
	public record Subject(String name, int fires, int silent, int killed, int declared, List<String> problems) {

		/**
		 * Create a subject.
		 * @param name its name
		 * @param fires how many cases see the alert fire
		 * @param silent how many cases see the alert silent at all times
		 * @param killed how many mutants a case notices
		 * @param declared how many mutants change nothing, and say why
		 * @param problems one line each
		 */
		public Subject {
			problems = List.copyOf(problems);
		}

	}

	/**
	 * Return everything that is wrong.
	 * @return one line each, none if every mutant is killed or rightly declared
	 */
	public List<String> problems() {
		return this.subjects.stream()
			.flatMap((subject) -> subject.problems().stream().map((problem) -> subject.name() + ": " + problem))
			.toList();
	}

	/**
	 * Return a table for people: a line for each alert and recording, and the totals.
	 * @return the table
	 */
	public String print() {
		List<String> lines = new ArrayList<>();
		lines.add(line("alert or recording", "fires", "silent", "killed", "declared", "alive"));
		int[] totals = new int[5];
		for (Subject subject : this.subjects) {
			int[] figures = { subject.fires(), subject.silent(), subject.killed(), subject.declared(),
					subject.problems().size() };
			for (int index = 0; index < figures.length; index++) {
				totals[index] += figures[index];
			}
			lines.add(line(subject.name(), figures));
		}
		lines.add(line("total (" + this.subjects.size() + ")", totals));
		return String.join("\n", lines) + "\n";
	}

	private static String line(String name, int... figures) {
		return line(name, Arrays.stream(figures).mapToObj(String::valueOf).toArray(String[]::new));
	}

	private static String line(String name, String... figures) {
		StringBuilder line = new StringBuilder("%-40s".formatted(name));
		for (String figure : figures) {
			line.append(" %8s".formatted(figure));
		}
		return line.toString();
	}

}
