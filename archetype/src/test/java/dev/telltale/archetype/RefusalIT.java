package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties that are refused, as a user sees it: {@link BadPropertiesTests} knows them
 * all.
 */
@Tag("slow")
class RefusalIT {

	@Test
	void mavenSaysEachMistakeAndLeavesNothing() throws IOException {
		Path outside = Folders.empty("refused");
		DocumentedCommand command = DocumentedCommand.read(DocumentedCommand.README);
		Maven.Run generation = Maven.run(outside, command.with(Map.of("tier", "9", "availability", "99.9")),
				command.goals().toArray(String[]::new));
		assertThat(generation.exitCode()).as(generation.log()).isNotZero();
		assertThat(generation.log().lines()).anyMatch((line) -> line.endsWith(": Nothing was generated:"))
			.containsOnlyOnce("[ERROR] tier: '9' is none of 1, 2, 3",
					"[ERROR] availability: 99.9 is not a ratio above 0 and below 1: write 0.999");
		assertThat(outside.resolve("orders-desk")).doesNotExist();
	}

}
