package @@package@@;

import java.nio.file.Path;

import dev.telltale.chart.Chart;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chart as the build has assembled it.
 */
@RequiresHelm
class ChartTests {

	private static final String NAME = "@@artifactId@@";

	private final Chart chart = Chart.in(Path.of("target/chart", NAME)).name(NAME);

	@Test
	void aClusterTakesIt() {
		Rendering rendering = this.chart.render();
		assertThat(rendering).isValid().isRestricted();
		assertThat(this.chart.lint()).isEmpty();
	}

	@Test
	void theServiceIsDeployedAndScraped() {
		Rendering rendering = this.chart.render();
		assertThat(rendering.object("Deployment", NAME).at("/spec/replicas").asInt()).isEqualTo(@@replicas@@);
		assertThat(rendering.kinds()).contains("Service", "PodMonitor");
	}

	@Test
	void itsOwnAlertsAndDashboardsComeAlong() {
		Rendering rendering = this.chart.render();
		assertThat(rendering.only("PrometheusRule").json().toString()).contains("BookingsRefused");
		assertThat(rendering.yaml()).contains("grafana_dashboard");
	}

}
