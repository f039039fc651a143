package dev.telltale.cli.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.telltale.cli.scenario.Scenario;
import dev.telltale.mixins.doctor.Inventory;
import dev.telltale.mixins.doctor.Question;
import dev.telltale.tools.ExplainedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * How each alert is proved: live by scenarios, or by its rule tests alone, for a reason.
 *
 * @param live the scenarios that expect an alert, by alert
 * @param byRulesAlone the reason why no scenario raises an alert, by alert
 */
public record AlertProofs(Map<String, List<String>> live, Map<String, String> byRulesAlone) {

	/**
	 * Work out how each alert is proved.
	 * @param inventory the alerts there are
	 * @param scenarios all scenarios
	 * @param notLive the text of {@code not-live.yml}: alerts by reason
	 * @return the proofs
	 */
	public static AlertProofs of(Inventory inventory, Collection<Scenario> scenarios, String notLive) {
		Map<String, List<String>> live = new TreeMap<>();
		for (Scenario scenario : scenarios) {
			for (Scenario.ExpectedAlert expected : scenario.expect()) {
				live.computeIfAbsent(expected.alert(), (alert) -> new ArrayList<>()).add(scenario.name());
			}
		}
		Map<String, String> reasons = new TreeMap<>();
		for (JsonNode group : new YAMLMapper().readTree(notLive)) {
			group.path("alerts").forEach((alert) -> reasons.put(alert.asString(), group.path("reason").asString("")));
		}
		AlertProofs proofs = new AlertProofs(live, reasons);
		proofs.require(inventory);
		return proofs;
	}

	/**
	 * Every alert is proved in exactly one way, and every alert that is named exists.
	 */
	private void require(Inventory inventory) {
		Set<String> alerts = inventory.questions()
			.stream()
			.filter((question) -> question.kind() == Question.Kind.ALERT)
			.map(Question::place)
			.collect(Collectors.toCollection(TreeSet::new));
		Map<String, String> faults = new LinkedHashMap<>();
		for (String alert : alerts) {
			if (!this.live.containsKey(alert) && !this.byRulesAlone.containsKey(alert)) {
				faults.put(alert, "is raised by no scenario: write one, or say in not-live.yml why not");
			}
			if (this.live.containsKey(alert) && this.byRulesAlone.containsKey(alert)) {
				faults.put(alert, "is raised by a scenario: take it out of not-live.yml");
			}
		}
		this.byRulesAlone.forEach((alert, reason) -> {
			if (!alerts.contains(alert)) {
				faults.put(alert, "stands in not-live.yml, but there is no such alert");
			}
			if (reason.isBlank()) {
				faults.put(alert, "stands in not-live.yml without a reason");
			}
		});
		if (!faults.isEmpty()) {
			throw new UnprovedException(faults.entrySet()
				.stream()
				.map((fault) -> fault.getKey() + " " + fault.getValue())
				.collect(Collectors.joining("; ")));
		}
	}

	/**
	 * Thrown when an alert is not proved in exactly one way. The message names it.
	 */
	public static final class UnprovedException extends ExplainedException {

		private static final long serialVersionUID = 1L;

		UnprovedException(String message) {
			super(message);
		}

	}

}
