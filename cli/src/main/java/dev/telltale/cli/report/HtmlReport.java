package dev.telltale.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.telltale.cli.scenario.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts as a page without a script, which needs nothing but its pictures.
 */
public final class HtmlReport {

	private final StringBuilder page = new StringBuilder();

	private final Path folder;

	private final Map<String, Path> pictures;

	private HtmlReport(Path folder, Map<String, Path> pictures) {
		this.folder = folder;
		this.pictures = pictures;
	}

	/**
	 * Write a report.
	 * @param file the file
	 * @param verdicts the verdicts
	 * @param proofs how each alert is proved
	 * @param pictures what scenarios looked like, by their names
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, List<Verdict> verdicts, AlertProofs proofs, Map<String, Path> pictures)
			throws IOException {
		HtmlReport report = new HtmlReport(file.toAbsolutePath().getParent(), pictures);
		report.head(verdicts);
		verdicts.forEach(report::verdict);
		report.detections(Detection.of(verdicts));
		report.proofs(proofs);
		report.page.append(Html.END);
		Files.writeString(file, report.page);
	}

	private void head(List<Verdict> verdicts) {
		long passed = verdicts.stream().filter(Verdict::isPassed).count();
		String result = "%d of %d scenarios passed".formatted(passed, verdicts.size());
		this.page.append(Html.head("telltale prove: " + result));
		this.page
			.append("<h1 class=\"%s\">%s</h1>\n".formatted((passed == verdicts.size()) ? "passed" : "failed", result));
		verdicts.stream()
			.map(Verdict::begin)
			.min(Comparator.naturalOrder())
			.ifPresent((begin) -> this.page.append(("<p class=\"dim\">Begun at %s. Every line is read from what "
					+ "Prometheus and the receiver of notifications stored.</p>\n")
				.formatted(begin)));
	}

	private void verdict(Verdict verdict) {
		boolean passed = verdict.isPassed();
		this.page
			.append("<details%s>\n<summary><b class=\"%s\">%s %s</b> %s <span class=\"dim\">%s s</span></summary>\n"
				.formatted(passed ? "" : " open", passed ? "passed" : "failed", passed ? "✔" : "✘",
						Html.escape(verdict.scenario()), Html.escape(verdict.summary()), seconds(verdict.took())));
		this.page.append("<div class=\"wide\"><table>\n<tr><th></th><th>step</th><th>expected</th><th>seen</th>"
				+ "<th class=\"n\">seconds</th></tr>\n");
		for (Verdict.Row row : verdict.rows()) {
			String name = row.result().name().toLowerCase(Locale.ROOT);
			this.page
				.append("<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td></tr>\n"
					.formatted(name.equals("passed") ? "" : name, switch (row.result()) {
						case PASSED -> "<span class=\"passed\">✔</span>";
						case FAILED -> "✘";
						case SKIPPED -> "–";
					}, Html.escape(row.step()), Html.escape(row.expected()), Html.escape(row.seen()),
							seconds(row.took())));
		}
		this.page.append("</table></div>\n");
		if (verdict.stall() != null) {
			note("stalled: " + verdict.stall());
		}
		if (!verdict.beside().isEmpty()) {
			note("Beside it, of this machine and not judged: " + String.join(", ", verdict.beside()));
		}
		Path picture = this.pictures.get(verdict.scenario());
		if (picture != null) {
			this.page.append("<img src=\"%s\" loading=\"lazy\" alt=\"The dashboard while %s went on\">\n".formatted(
					Html.escape(this.folder.relativize(picture.toAbsolutePath()).toString()),
					Html.escape(verdict.scenario())));
		}
		this.page.append("</details>\n");
	}

	private void note(String text) {
		this.page.append("<p class=\"dim\">%s</p>\n".formatted(Html.escape(text)));
	}

	private void detections(List<Detection> detections) {
		this.page.append("<h2>How good the alerts were</h2>\n<p class=\"dim\">Measured at the demo's pace: "
				+ "production's windows and patience divided by 15. Simulated are alerts on metrics that were made up.</p>\n"
				+ "<div class=\"wide\"><table>\n<tr><th>alert</th><th>seen</th><th class=\"n\">scenarios</th>"
				+ "<th class=\"n\">detected after</th><th class=\"n\">precision</th></tr>\n");
		for (Detection detection : detections) {
			String after = detection.fastest().equals(detection.slowest()) ? seconds(detection.fastest())
					: seconds(detection.fastest()) + " – " + seconds(detection.slowest());
			this.page.append(("<tr><td>%s</td><td>%s</td><td class=\"n\">%d</td><td class=\"n\">%s s</td>"
					+ "<td class=\"n%s\">%.0f %%</td></tr>\n")
				.formatted(Html.escape(detection.alert()), detection.seen(), detection.scenarios(), after,
						(detection.unwanted() > 0) ? " failed" : "", 100 * detection.precision()));
		}
		this.page.append("</table></div>\n");
	}

	private void proofs(AlertProofs proofs) {
		this.page.append("<h2>Proved by rule tests alone</h2>\n<div class=\"wide\"><table>\n"
				+ "<tr><th>reason</th><th>alerts</th></tr>\n");
		Map<String, String> byReason = proofs.byRulesAlone()
			.entrySet()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getValue, java.util.TreeMap::new,
					Collectors.mapping(Map.Entry::getKey, Collectors.joining(", "))));
		byReason.forEach((reason, alerts) -> this.page
			.append("<tr><td>%s</td><td>%s</td></tr>\n".formatted(Html.escape(reason), Html.escape(alerts))));
		this.page.append("</table></div>\n");
	}

	private static String seconds(@Nullable Duration duration) {
		return (duration != null) ? String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0) : "";
	}

}
