package dev.telltale.cli.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.report.AlertProofs.UnprovedException;
import dev.telltale.cli.scenario.Scenario;
import dev.telltale.cli.scenario.Scenario.ExpectedAlert;
import dev.telltale.cli.scenario.ScenarioFiles;
import dev.telltale.cli.stack.Home;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AlertProofs}.
 */
class AlertProofsTests {

	private static final Inventory ALERTS = new Inventory(List.of(alert("ServiceDown"), alert("HpaAtMaximum")));

	private static final String NOT_LIVE = """
			- reason: Needs Kubernetes.
			  alerts: [HpaAtMaximum]
			""";

	@Test
	void tellsHowEachAlertIsProved() {
		AlertProofs proofs = AlertProofs.of(ALERTS, List.of(scenario("down", "ServiceDown")), NOT_LIVE);
		assertThat(proofs.live()).isEqualTo(Map.of("ServiceDown", List.of("down")));
		assertThat(proofs.byRulesAlone()).isEqualTo(Map.of("HpaAtMaximum", "Needs Kubernetes."));
	}

	@Test
	void everyAlertOfTheProjectIsProvedInOneWay() {
		Home home = new Home(Path.of("..").toAbsolutePath().normalize());
		AlertProofs proofs = AlertProofs.of(Inventory.of(home.mixin().render(Mixin.DEMO)), ScenarioFiles.all(home),
				ScenarioFiles.notLive(home));
		assertThat(proofs.live()).hasSizeGreaterThan(25);
	}

	@Test
	void refusesAnAlertThatNothingRaises() {
		assertThatExceptionOfType(UnprovedException.class).isThrownBy(() -> AlertProofs.of(ALERTS, List.of(), NOT_LIVE))
			.withMessage("ServiceDown is raised by no scenario: write one, or say in not-live.yml why not");
	}

	@Test
	void refusesAnExcuseThatNeedsNone() {
		assertThatExceptionOfType(UnprovedException.class)
			.isThrownBy(() -> AlertProofs.of(ALERTS,
					List.of(scenario("down", "ServiceDown"), scenario("hpa", "HpaAtMaximum")), NOT_LIVE))
			.withMessage("HpaAtMaximum is raised by a scenario: take it out of not-live.yml");
	}

	@Test
	void refusesAnExcuseForNoAlertAndOneWithoutReason() {
		String notLive = NOT_LIVE + "- reason: Gone.\n  alerts: [Vanished]\n- alerts: [ServiceDown]\n";
		assertThatExceptionOfType(UnprovedException.class).isThrownBy(() -> AlertProofs.of(ALERTS, List.of(), notLive))
			.withMessageContaining("Vanished stands in not-live.yml, but there is no such alert")
			.withMessageContaining("ServiceDown stands in not-live.yml without a reason");
	}

	private static Question alert(String name) {
		return new Question(name, Question.Kind.ALERT, "up == 0", java.util.Set.of(), List.of());
	}

	private static Scenario scenario(String name, String alert) {
		return new Scenario(name, "Something.", Scenario.StackKind.SHARED, false, null,
				new Scenario.UserTraffic(1, Duration.ofSeconds(5)), Map.of(),
				List.of(new ExpectedAlert(alert, Scenario.Whose.SCENARIO, Map.of(), "critical", null, null, false)),
				List.of(), List.of(), List.of());
	}

}
