package dev.telltale.chart.library;

import java.nio.file.Path;

import dev.telltale.chart.Chart;
import dev.telltale.chart.ChartException;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import org.assertj.core.api.ThrowableAssertAlternative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The charts of these tests. Whatever is rendered is checked as a cluster would.
 */
final class Charts {

	/** The library, as the build assembled it. */
	static final Path LIBRARY = Path.of("target/chart/observability");

	/** The security of a container that Pod Security's profile "restricted" takes. */
	static final String RESTRICTED = "{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";

	private static final Path FIXTURES = Path.of("src/test/charts");

	private Charts() {
	}

	/**
	 * Return the chart of one service, as release shop in namespace web.
	 */
	static Chart service() {
		return Service.CHART;
	}

	/**
	 * Return the chart of two services, under the aliases api and worker.
	 */
	static Chart pair() {
		return Pair.CHART;
	}

	/**
	 * Return a chart that has no templates of its own, only the other two.
	 */
	static Chart umbrella() {
		return chart("umbrella");
	}

	/**
	 * Return a chart that includes the library without depending on it.
	 */
	static Chart orphan() {
		return chart("orphan");
	}

	/**
	 * Render the chart of one service.
	 * @param values what stands below {@code observability:}
	 */
	static Rendering render(String values) {
		Rendering rendering = with(values).render();
		assertThat(rendering).isValid().isRestricted();
		return rendering;
	}

	/**
	 * Return an object that Helm knows as a hook.
	 */
	static KubernetesObject hook(Rendering rendering, String kind) {
		return rendering.hooks()
			.stream()
			.filter((object) -> object.kind().equals(kind))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no hook is a " + kind + ": " + rendering.hooks()));
	}

	/**
	 * Return the mistakes that rendering tells.
	 * @param values what stands below {@code observability:}
	 */
	static ThrowableAssertAlternative<ChartException> refusal(String values) {
		return assertThatExceptionOfType(ChartException.class).isThrownBy(() -> with(values).render());
	}

	/**
	 * Return the chart of one service with values.
	 * @param values what stands below {@code observability:}
	 */
	static Chart with(String values) {
		return values.isBlank() ? service() : service().values("observability:\n" + values.indent(2));
	}

	private static Chart chart(String name) {
		return Chart.in(FIXTURES.resolve(name)).name("shop").namespace("web");
	}

	// Made when first asked for, once for all tests.
	private static final class Service {

		private static final Chart CHART = chart("service");

	}

	private static final class Pair {

		private static final Chart CHART = chart("pair");

	}

}
