package dev.telltale.observability.diagnostics;

import java.util.List;

import dev.telltale.observability.cardinality.CardinalityGuard;

/**
 * Finds tags that have had more values than the cardinality guard allows. A tag of which
 * not one value is allowed is meant to be collapsed, and is no finding.
 */
class CollapsedTagsCheck implements DiagnosticCheck {

	private final CardinalityGuard guard;

	CollapsedTagsCheck(CardinalityGuard guard) {
		this.guard = guard;
	}

	@Override
	public List<Finding> check() {
		return this.guard.collapsedTags()
			.stream()
			.filter((collapsed) -> collapsed.limit() > 1)
			.map((collapsed) -> new Finding("tag-collapsed",
					"The tag %s of %s has more than %d values: further ones count as '%s'.".formatted(collapsed.tag(),
							collapsed.meter(), collapsed.limit(), CardinalityGuard.OTHER),
					"Give it a bounded set of values, or raise telltale.cardinality.limits.%s.%s."
						.formatted(collapsed.meter(), collapsed.tag())))
			.toList();
	}

}
