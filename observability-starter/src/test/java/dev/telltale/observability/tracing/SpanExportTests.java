package dev.telltale.observability.tracing;

import java.util.List;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SpanExport}.
 */
class SpanExportTests {

	private final List<SpanExporter> exporters = List.of(InMemorySpanExporter.create());

	@Test
	void nothingIsExportedWithoutAnExporter() {
		SpanExport export = new SpanExport(List.of(), Sampler.alwaysOn());
		assertThat(export.destinations()).isEmpty();
		assertThat(export.describe()).isEqualTo("not exported");
	}

	@Test
	void tellsTheProbabilityOfEverySamplerOfBoot() {
		assertThat(probability(Sampler.traceIdRatioBased(0.25))).isEqualTo(0.25);
		assertThat(probability(Sampler.alwaysOn())).isEqualTo(1);
		assertThat(probability(Sampler.alwaysOff())).isZero();
		assertThat(probability(Sampler.parentBased(Sampler.traceIdRatioBased(0.1)))).isEqualTo(0.1);
		assertThat(probability(Sampler.parentBased(Sampler.alwaysOn()))).isEqualTo(1);
		assertThat(probability(Sampler.parentBased(Sampler.alwaysOff()))).isZero();
	}

	@Test
	void namesExporterAndProbability() {
		assertThat(new SpanExport(this.exporters, Sampler.parentBased(Sampler.traceIdRatioBased(0.1))).describe())
			.isEqualTo("exported by InMemorySpanExporter with a probability of 0.1");
	}

	@Test
	void namesASamplerOfTheUsersOwn() {
		Sampler own = mock(Sampler.class);
		given(own.getDescription()).willReturn("OnlyOnMondays");
		assertThat(new SpanExport(this.exporters, own).describe())
			.isEqualTo("exported by InMemorySpanExporter as OnlyOnMondays decides");
	}

	private Double probability(Sampler sampler) {
		return new SpanExport(this.exporters, sampler).probability();
	}

}
