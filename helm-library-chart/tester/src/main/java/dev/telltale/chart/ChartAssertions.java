package dev.telltale.chart;

/**
 * The way to assertions on charts. AssertJ's own {@code assertThat} takes a
 * {@link Rendering} too.
 */
public final class ChartAssertions {

	private ChartAssertions() {
	}

	/**
	 * Return assertions on what a chart renders.
	 * @param rendering the rendering
	 * @return the assertions
	 */
	public static RenderingAssert assertThat(Rendering rendering) {
		return new RenderingAssert(rendering);
	}

}
