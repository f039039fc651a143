package dev.telltale.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.doctor.Finding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about trouble has every reason of the doctor.
 */
class TroubleshootingTests {

	@Test
	void thePageListsEveryReasonInOrder() throws IOException {
		String page = Files.readString(Page.ROOT.resolve("docs/troubleshooting.md"));
		String table = page.substring(page.indexOf("| reason |"), page.indexOf("The first five"));
		List<String> reasons = Pattern.compile("(?m)^\\| `([a-zA-Z ]+)` \\|")
			.matcher(table)
			.results()
			.map((MatchResult row) -> row.group(1))
			.toList();
		assertThat(reasons).containsExactlyElementsOf(Stream.of(Finding.values()).map(Finding::toString).toList());
		assertThat(Stream.of(Finding.values()).filter(Finding::isHarmless)).hasSize(5);
	}

}
