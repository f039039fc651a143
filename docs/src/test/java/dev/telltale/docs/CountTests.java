package dev.telltale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.doctor.Catalogue;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The numbers of the README are those that the build counts.
 */
class CountTests {

	private static final Path README = Page.ROOT.resolve("README.md");

	private static final String WRITE = "telltale.docs.write";

	@Test
	void theReadmeSaysWhatTheBuildCounts() throws IOException {
		if (System.getProperty(WRITE) != null) {
			Files.writeString(README, written(Files.readString(README)));
		}
		String readme = Files.readString(README);
		assertThat(readme).as("Rewrite the numbers with -D%s and commit them", WRITE).isEqualTo(written(readme));
	}

	@Test
	void anotherNumberIsNoticed() throws IOException {
		String readme = Files.readString(README).replaceFirst("\\| alerts \\| \\d+", "| alerts | 7");
		assertThat(written(readme)).isNotEqualTo(readme).contains("| alerts | " + counts().get("alerts") + " |");
	}

	private static String written(String readme) throws IOException {
		String written = readme;
		for (Map.Entry<String, String> count : counts().entrySet()) {
			Pattern row = Pattern.compile("(?m)^(\\| " + Pattern.quote(count.getKey()) + " \\|) [^|]+ \\|");
			Matcher matcher = row.matcher(written);
			assertThat(matcher.find()).as("a row for %s", count.getKey()).isTrue();
			written = matcher.replaceFirst("$1 " + count.getValue() + " |");
		}
		return written;
	}

	private static Map<String, String> counts() throws IOException {
		Mixin mixin = Mixin.bundled();
		Rendering rendering = mixin.render(Map.of());
		List<Question> questions = Inventory.of(rendering).questions();
		Set<String> alerts = questions.stream()
			.filter((question) -> question.kind() == Question.Kind.ALERT)
			.map(Question::place)
			.collect(Collectors.toSet());
		int cases = mixin
			.evaluate("std.length([case for area in std.objectFields(mixin.alertTests)"
					+ " for name in std.objectFields(mixin.alertTests[area])"
					+ " for case in std.objectFields(mixin.alertTests[area][name])])", Map.of())
			.asInt();
		long dashboards = rendering.files().keySet().stream().filter((path) -> path.startsWith("dashboards/")).count();
		Map<String, String> counts = new LinkedHashMap<>();
		counts.put("alerts", String.valueOf(alerts.size()));
		counts.put("cases of alerts", String.valueOf(cases));
		counts.put("expressions of panels, variables and rules",
				questions.size() + " on " + dashboards + " dashboards");
		counts.put("scenarios", String.valueOf(scenarios()));
		counts.put("metrics", Catalogue.bundled().series().size() + " series");
		counts.put("Spring Boot", SpringBootVersion.getVersion() + ", servlet and reactive");
		return counts;
	}

	private static long scenarios() throws IOException {
		try (Stream<Path> files = Files.list(Page.ROOT.resolve("examples/scenarios"))) {
			return files.filter((file) -> file.toString().endsWith(".yaml")).count();
		}
	}

}
