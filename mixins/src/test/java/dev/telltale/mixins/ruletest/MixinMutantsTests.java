package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every alert keeps what the cases beside it promise, and every mistake in a rule of the
 * mixin is noticed by a case. While you write an alert, test it alone:
 * {@code -Dtelltale.mutants=HighErrorRate,HighLatency}.
 * <p>
 * Which case noticed what the last time stands in {@code killers.json}, and is where each
 * mistake is tried first. What stands there only saves time; write it anew with
 * {@code -Dtelltale.mutants.write}.
 */
class MixinMutantsTests {

	private static final Set<String> SELECTED = Set.of(System.getProperty("telltale.mutants", "").split(","));

	private static final Path KILLERS = Path.of("src/test/resources/dev/telltale/mixins/ruletest/killers.json");

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	@TempDir
	Path directory;

	@Test
	void everyCaseHoldsAndEveryMutantIsKilledOrDeclared() throws Exception {
		boolean write = System.getProperty("telltale.mutants.write") != null;
		Map<String, Map<String, String>> killers = write ? Map.of() : killers();
		MutationReport report = new MutationTester(Toolbox.standard().require(Tool.PROMTOOL), Mixin.bundled(),
				this.directory)
			.run((alert) -> SELECTED.contains("") || SELECTED.contains(alert), killers);
		// The build shows it: what is proved of each alert.
		System.out.println(report.print());
		if (write) {
			Map<String, Map<String, String>> all = new TreeMap<>(killers());
			all.putAll(report.killers());
			Files.writeString(KILLERS, JSON.writeValueAsString(all) + "\n");
		}
		else if (!killers.keySet().containsAll(report.killers().keySet()) || report.killers()
			.entrySet()
			.stream()
			.anyMatch((of) -> !of.getValue().equals(killers.get(of.getKey())))) {
			System.out.println("Some mistakes were noticed by another case than the last time, which takes longer:"
					+ " -Dtelltale.mutants.write writes " + KILLERS + " anew.");
		}
		assertThat(report.problems()).as(report.print()).isEmpty();
	}

	private static Map<String, Map<String, String>> killers() throws IOException {
		return Files.exists(KILLERS)
				? JSON.readValue(Files.readString(KILLERS), new TypeReference<Map<String, Map<String, String>>>() {
				}) : Map.of();
	}

}
