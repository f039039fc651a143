package dev.telltale.cli;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.telltale.cli.console.Console;
import dev.telltale.mixins.doctor.Diagnosis;
import dev.telltale.mixins.doctor.Examination.Result;
import dev.telltale.mixins.doctor.Finding;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the doctor found at a Prometheus.
 *
 * @param prometheus its address, without secrets
 * @param version its version
 * @param instant when all of it was asked
 * @param took how long that took
 * @param results what came of each question
 * @param others how many questions are for others than Prometheus
 * @param problems what is wrong beside the answers
 * @param warnings what may mislead
 */
record DoctorReport(URI prometheus, String version, Instant instant, Duration took, List<Result> results, int others,
		List<Problem> problems, List<String> warnings) {

	private static final int MOST_PLACES = 3;

	DoctorReport {
		results = List.copyOf(results);
		problems = List.copyOf(problems);
		warnings = List.copyOf(warnings);
	}

	/**
	 * Return whether anything is to be done.
	 */
	boolean needsAction() {
		return !this.problems.isEmpty() || count(false) > 0;
	}

	/**
	 * Print it for people: what is to be done, by class and cause, and how much is empty
	 * as it may be.
	 * @param console where to print
	 * @param all whether to tell also what is empty as it may be
	 */
	void print(Console console, boolean all) {
		console.line("Prometheus %s at %s, asked at %s".formatted(this.version, this.prometheus,
				this.instant.truncatedTo(ChronoUnit.SECONDS)));
		this.warnings.forEach((warning) -> console.line("  ! " + warning));
		for (Problem problem : this.problems) {
			console.line("");
			console.line(console.bold(console.red(problem.what())));
			console.line("  " + problem.reason());
			console.line("  → " + problem.remedy());
		}
		byFinding().forEach((finding, results) -> {
			if (finding.isHarmless() && !all) {
				return;
			}
			console.line("");
			String title = "%s (%d)".formatted(finding, results.size());
			console.line(console.bold(finding.isHarmless() ? title + ", as it may be" : console.red(title)));
			byCause(results).forEach((cause, places) -> {
				console.line("  " + cause.reason());
				if (!cause.remedy().isEmpty()) {
					console.line("  → " + cause.remedy());
				}
				places(places, all).forEach((place) -> console.line("      " + console.dim(place)));
			});
		});
		console.line("");
		List<String> harmless = byFinding().entrySet()
			.stream()
			.filter((entry) -> entry.getKey().isHarmless())
			.map((entry) -> "%d %s".formatted(entry.getValue().size(), entry.getKey()))
			.toList();
		if (!harmless.isEmpty() && !all) {
			console.note("empty as it may be: %s (--all tells which)".formatted(String.join(", ", harmless)));
		}
		if (this.others > 0) {
			console.note("%d searches in logs and traces are not for Prometheus".formatted(this.others));
		}
		String summary = summary();
		if (needsAction()) {
			console.failed(summary);
		}
		else {
			console.done(summary);
		}
	}

	/**
	 * Return one line with the figures.
	 */
	String summary() {
		long data = this.results.stream().filter((result) -> result.diagnosis().hasData()).count();
		long action = count(false);
		String problems = this.problems.isEmpty() ? ""
				: ", and %d more %s".formatted(this.problems.size(), (this.problems.size() == 1) ? "does" : "do");
		return "%d of %d expressions return data, %d are empty as they may be, %d need something done%s (%.1f s)"
			.formatted(data, this.results.size(), count(true), action, problems, this.took.toMillis() / 1e3);
	}

	/**
	 * Return it as a document for programs.
	 * @param all whether to include what returns data
	 */
	String json(boolean all) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("prometheus", this.prometheus.toString());
		document.put("version", this.version);
		document.put("instant", this.instant.toString());
		document.put("needsAction", needsAction());
		document.put("questions", this.results.size());
		document.put("notForPrometheus", this.others);
		Map<String, Long> counts = this.results.stream()
			.collect(Collectors.groupingBy((result) -> result.diagnosis().finding().toString(), TreeMap::new,
					Collectors.counting()));
		document.put("counts", counts);
		document.put("warnings", this.warnings);
		document.put("problems", this.problems);
		document.put("findings",
				this.results.stream()
					.filter((result) -> all || !result.diagnosis().hasData())
					.map(DoctorReport::finding)
					.toList());
		return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document);
	}

	private static Map<String, Object> finding(Result result) {
		Diagnosis diagnosis = result.diagnosis();
		Map<String, Object> finding = new LinkedHashMap<>();
		finding.put("place", result.question().place());
		finding.put("kind", result.question().kind().name().toLowerCase(Locale.ROOT));
		finding.put("finding", diagnosis.finding().toString());
		finding.put("harmless", diagnosis.finding().isHarmless());
		finding.put("metric", diagnosis.metric());
		finding.put("reason", diagnosis.reason());
		finding.put("remedy", diagnosis.remedy());
		finding.put("expression", result.question().text().strip());
		return finding;
	}

	private long count(boolean harmless) {
		return this.results.stream()
			.map((result) -> result.diagnosis())
			.filter((diagnosis) -> !diagnosis.hasData() && diagnosis.finding().isHarmless() == harmless)
			.count();
	}

	// The gravest first.
	private Map<Finding, List<Result>> byFinding() {
		Map<Finding, List<Result>> byFinding = new TreeMap<>(Collections.reverseOrder());
		this.results.stream()
			.filter((result) -> !result.diagnosis().hasData())
			.forEach((result) -> byFinding.computeIfAbsent(result.diagnosis().finding(), (unknown) -> new ArrayList<>())
				.add(result));
		return byFinding;
	}

	// One metric that is missing empties many panels.
	private static Map<Cause, List<String>> byCause(List<Result> results) {
		Map<Cause, List<String>> byCause = new LinkedHashMap<>();
		for (Result result : results) {
			Diagnosis diagnosis = result.diagnosis();
			Cause cause = new Cause(diagnosis.metric(), diagnosis.reason(), diagnosis.remedy());
			byCause.computeIfAbsent(cause, (unknown) -> new ArrayList<>())
				.add("%s %s".formatted(result.question().kind().name().toLowerCase(Locale.ROOT),
						result.question().place()));
		}
		return byCause;
	}

	private static List<String> places(List<String> places, boolean all) {
		if (all || places.size() <= MOST_PLACES + 1) {
			return places;
		}
		List<String> some = new ArrayList<>(places.subList(0, MOST_PLACES));
		some.add("and %d more".formatted(places.size() - MOST_PLACES));
		return some;
	}

	/**
	 * Something that is wrong beside the answers.
	 *
	 * @param what its class
	 * @param reason a sentence with the facts
	 * @param remedy an imperative sentence
	 */
	record Problem(String what, String reason, String remedy) {

	}

	private record Cause(@Nullable String metric, String reason, String remedy) {

	}

}
