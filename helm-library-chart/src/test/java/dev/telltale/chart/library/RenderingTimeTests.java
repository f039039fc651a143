package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.telltale.chart.Chart;
import dev.telltale.chart.ChartTests;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long the chart takes to render with everything on, that of the platform included.
 */
@RequiresHelm
class RenderingTimeTests {

	private static final Duration PROMISE = Duration.ofMillis(200);

	private static final String REST = """
			observability:
			  monitor: {kind: ServiceMonitor}
			  platform: {dashboards: {enabled: true}, rules: {enabled: true}, alertmanager: {enabled: true}}
			""";

	@Test
	void everythingIsRenderedBeforeAnybodyWaits() throws IOException {
		Chart chart = Charts.service()
			.values(Features.content(Path.of("src/test/resources/golden/everything.values.yaml")))
			.values(REST);
		// Until the heap of Helm has grown to what one rendering needs.
		for (int i = 0; i < 10; i++) {
			chart.render();
		}
		List<Duration> times = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			long start = System.nanoTime();
			chart.render();
			times.add(Duration.ofNanos(System.nanoTime() - start));
		}
		times.sort(null);
		Duration median = times.get(4).plus(times.get(5)).dividedBy(2);
		int objects = chart.render().objects().size();
		System.out.printf("Everything on, %d objects: rendered in %d ms, median of ten, by %s%n", objects,
				median.toMillis(), ChartTests.description());
		assertThat(objects).isGreaterThan(30);
		assertThat(median).isLessThan(PROMISE.multipliedBy(3));
	}

}
