package dev.telltale.preview;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Shots.Shot}.
 */
class ShotTests {

	@Test
	void tellsWhatIsEmptyWithoutAReason() {
		Shots.Panel silent = new Shots.Panel("Silent", "empty", "No data");
		Shots.Shot shot = new Shots.Shot("uid", Path.of("uid.png"),
				List.of(silent, new Shots.Panel("Explained", "empty", "No data\n\nNothing exports it."),
						new Shots.Panel("Full", "data", ""), new Shots.Panel("Refused", "error", "parse error")));
		assertThat(shot.unexplained()).containsExactly(silent);
		assertThat(shot.failed()).extracting(Shots.Panel::title).containsExactly("Refused");
	}

}
