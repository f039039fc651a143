package dev.telltale.cli.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HtmlReport}.
 */
class HtmlReportTests {

	private static final AlertProofs PROOFS = new AlertProofs(Map.of("HighErrorRate", List.of("error-burst")),
			Map.of("HpaAtMaximum", "Needs Kubernetes."));

	@Test
	void showsEachStepAndHowGoodTheAlertsWere(@TempDir Path folder) throws Exception {
		assertThat(write(folder)).contains("1 of 2 scenarios passed")
			.contains("HighErrorRate firing within 48 s")
			.contains("<td class=\"n\">9.6</td>")
			.contains("9.6 – 12.0 s</td><td class=\"n failed\">67 %</td>")
			.contains("Needs Kubernetes.")
			.contains("not judged: NodeCpuHigh{node, warning}")
			.contains("stalled: this process stood still for 3.0 s");
	}

	@Test
	void writesNoMarkupOfOthers(@TempDir Path folder) throws Exception {
		assertThat(write(folder)).contains("A disk is &lt;full&gt;.")
			.contains("NodeDiskAlmostFull &quot;soon&quot;")
			.contains("never &amp; nowhere")
			.doesNotContain("<full>");
	}

	@Test
	void showsThePicturesThatWereTaken(@TempDir Path folder) throws Exception {
		assertThat(write(folder)).containsOnlyOnce("<img src=\"pictures/good.png\"");
	}

	@Test
	void opensWhatFailed(@TempDir Path folder) throws Exception {
		assertThat(write(folder)).containsOnlyOnce("<details open>").containsOnlyOnce("<details>");
	}

	private static String write(Path folder) throws Exception {
		Path file = folder.resolve("index.html");
		HtmlReport.write(file, List.of(Verdicts.GOOD, Verdicts.BAD), PROOFS,
				Map.of(Verdicts.GOOD.scenario(), folder.resolve("pictures/good.png")));
		return Files.readString(file);
	}

}
