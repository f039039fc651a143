package dev.telltale.chart;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a {@link Rendering}.
 */
public final class RenderingAssert extends AbstractAssert<RenderingAssert, Rendering> {

	RenderingAssert(Rendering actual) {
		super(actual, RenderingAssert.class);
	}

	/**
	 * Verify that a cluster would take every object, hooks included, and that they fit
	 * each other. Fails with all problems, as {@link Rendering#problems()} has them.
	 * @return these assertions
	 */
	public RenderingAssert isValid() {
		isNotNull();
		report("valid", this.actual.problems());
		return this;
	}

	/**
	 * Verify that every pod, those of hooks included, fits the <em>restricted</em>
	 * profile of the Pod Security Standards.
	 * @return these assertions
	 */
	public RenderingAssert isRestricted() {
		isNotNull();
		report("restricted", this.actual.securityProblems());
		return this;
	}

	/**
	 * Verify that there are objects of exactly these kinds, hooks aside.
	 * @param kinds the kinds
	 * @return these assertions
	 */
	public RenderingAssert hasOnlyKinds(String... kinds) {
		isNotNull();
		if (!this.actual.kinds().equals(new TreeSet<>(List.of(kinds)))) {
			failWithMessage("Expecting only objects of %s, but there are %s", List.of(kinds), this.actual.kinds());
		}
		return this;
	}

	private void report(String what, List<Problem> problems) {
		if (!problems.isEmpty()) {
			throw failure("Expecting the rendering to be %s, but there are %d problems:%n%s", what, problems.size(),
					problems.stream().map((problem) -> "  " + problem).collect(Collectors.joining("\n")));
		}
	}

}
