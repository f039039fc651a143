package dev.telltale.observability.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about diagnostics lists every finding.
 */
class DiagnosticsPageTests {

	private static final Pattern FINDING = Pattern.compile("new Finding\\(\\s*\"([a-z-]+)\"");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

	@Test
	void thePageListsEveryFindingInOrder() throws IOException {
		Set<String> findings = new TreeSet<>();
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			for (Path source : sources.filter(Files::isRegularFile).toList()) {
				findings.addAll(names(FINDING, source));
			}
		}
		assertThat(findings).hasSizeGreaterThan(20);
		assertThat(names(ROW, Path.of("../docs/diagnostics.md"))).containsExactlyElementsOf(findings);
	}

	private static List<String> names(Pattern pattern, Path file) throws IOException {
		return pattern.matcher(Files.readString(file)).results().map((match) -> match.group(1)).toList();
	}

}
