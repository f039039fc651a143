package dev.telltale.observability.diagnostics;

import java.util.List;

import dev.telltale.observability.cardinality.CardinalityGuard;
import dev.telltale.observability.cardinality.CollapsedTag;

/**
 * Finds tags that have had more values, and meters that have had more series, than the
 * cardinality guard allows. What is allowed no value at all is meant to be collapsed, and
 * is no finding.
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
			.map(CollapsedTagsCheck::finding)
			.toList();
	}

	private static Finding finding(CollapsedTag collapsed) {
		if (collapsed.tag().equals(CardinalityGuard.ALL_TAGS)) {
			return new Finding("tag-collapsed",
					"The meter %s has more than %d combinations of tag values: further ones count as '%s'."
						.formatted(collapsed.meter(), collapsed.limit(), CardinalityGuard.OTHER),
					"Use fewer tags or values, or raise telltale.cardinality.series-limits.%s."
						.formatted(collapsed.meter()));
		}
		return new Finding("tag-collapsed",
				"The tag %s of %s has more than %d values: further ones count as '%s'.".formatted(collapsed.tag(),
						collapsed.meter(), collapsed.limit(), CardinalityGuard.OTHER),
				"Give it a bounded set of values, or raise telltale.cardinality.limits.%s.%s."
					.formatted(collapsed.meter(), collapsed.tag()));
	}

}
