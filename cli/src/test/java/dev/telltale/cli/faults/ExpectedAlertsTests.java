package dev.telltale.cli.faults;

import java.util.List;
import java.util.Map;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExpectedAlerts}.
 */
class ExpectedAlertsTests {

	@Test
	void namesAlertsThatThereAre() {
		List<String> alerts = Inventory.of(Mixin.bundled().render(Map.of()))
			.questions()
			.stream()
			.filter((question) -> question.kind() == Question.Kind.ALERT)
			.map(Question::place)
			.toList();
		assertThat(ExpectedAlerts.faults()).isNotEmpty()
			.allSatisfy((fault) -> assertThat(alerts).containsAll(ExpectedAlerts.of(fault)));
		assertThat(ExpectedAlerts.of("no-such-fault")).isEmpty();
	}

}
