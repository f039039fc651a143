package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.telltale.observability.business.BusinessMetricNames;
import dev.telltale.observability.cardinality.CollapsedTag;
import dev.telltale.observability.logging.LogMetricNames;
import dev.telltale.observability.slo.SloMetricNames;
import dev.telltale.observability.tracing.SpanMetricNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The {@code telltale} endpoint: what this service's observability does, and what is
 * wrong with it. Not exposed over HTTP unless the user does so. It shows Telltale's own
 * settings only, none of which is a secret.
 */
@Endpoint(id = "telltale")
// Types within maps within maps are not found from the return type.
@RegisterReflectionForBinding(TelltaleEndpoint.Indicator.class)
class TelltaleEndpoint {

	private static final List<String> LOSSES = List.of(LogMetricNames.EVENTS_DROPPED, SpanMetricNames.DROPPED,
			BusinessMetricNames.COLLAPSED);

	private final Diagnostics diagnostics;

	private final EffectiveSettings settings;

	private final MeterRegistry registry;

	private final Supplier<List<CollapsedTag>> collapsedTags;

	TelltaleEndpoint(Diagnostics diagnostics, EffectiveSettings settings, MeterRegistry registry,
			Supplier<List<CollapsedTag>> collapsedTags) {
		this.diagnostics = diagnostics;
		this.settings = settings;
		this.registry = registry;
		this.collapsedTags = collapsedTags;
	}

	@ReadOperation
	Report report() {
		return new Report(this.diagnostics.findings(), slos(), this.collapsedTags.get(), losses(),
				this.settings.read());
	}

	private Map<String, Map<String, Indicator>> slos() {
		Map<String, Map<String, Indicator>> slos = new TreeMap<>();
		for (Counter counter : this.registry.find(SloMetricNames.EVENTS).counters()) {
			String slo = counter.getId().getTag(SloMetricNames.SLO);
			String sli = counter.getId().getTag(SloMetricNames.SLI);
			boolean good = "good".equals(counter.getId().getTag(SloMetricNames.RESULT));
			Indicator events = new Indicator(objective(slo, sli), good ? counter.count() : 0,
					good ? 0 : counter.count());
			slos.computeIfAbsent(slo, (key) -> new TreeMap<>()).merge(sli, events, Indicator::plus);
		}
		return slos;
	}

	private @Nullable Double objective(String slo, String sli) {
		var gauge = this.registry.find(SloMetricNames.OBJECTIVE)
			.tag(SloMetricNames.SLO, slo)
			.tag(SloMetricNames.SLI, sli)
			.gauge();
		return (gauge != null) ? gauge.value() : null;
	}

	private Map<String, Double> losses() {
		Map<String, Double> losses = new TreeMap<>();
		for (String name : LOSSES) {
			this.registry.find(name)
				.meters()
				.forEach((meter) -> meter.measure()
					.forEach((measurement) -> losses.merge(describe(meter.getId()), measurement.getValue(),
							Double::sum)));
		}
		return losses;
	}

	private static String describe(Meter.Id id) {
		return id.getName() + id.getTags().stream().map((tag) -> tag.getKey() + "=" + tag.getValue()).toList();
	}

	/**
	 * What the endpoint answers.
	 *
	 * @param findings what is wrong
	 * @param slos the events of each SLO and indicator since the start
	 * @param collapsed the tags whose values were collapsed since the start
	 * @param losses what was dropped since the start
	 * @param settings Telltale's settings with their origins
	 */
	record Report(List<Finding> findings, Map<String, Map<String, Indicator>> slos, List<CollapsedTag> collapsed,
			Map<String, Double> losses, List<EffectiveSettings.Setting> settings) {

	}

	/**
	 * The events of an indicator.
	 *
	 * @param objective the objective, if there is one
	 * @param good the good events
	 * @param bad the bad events
	 */
	record Indicator(@Nullable Double objective, double good, double bad) {

		private Indicator plus(Indicator other) {
			return new Indicator(this.objective, this.good + other.good, this.bad + other.bad);
		}

		/**
		 * Return the share of good events.
		 * @return the ratio, or {@code null} before the first event
		 */
		public @Nullable Double getRatio() {
			return (this.good + this.bad > 0) ? this.good / (this.good + this.bad) : null;
		}

	}

}
