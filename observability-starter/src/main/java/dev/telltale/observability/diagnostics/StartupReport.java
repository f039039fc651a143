package dev.telltale.observability.diagnostics;

import java.util.List;
import java.util.function.Supplier;

import dev.telltale.observability.slo.SloMetricNames;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says once, when the service is ready, what is observed; and, a line each, what is
 * wrong.
 */
class StartupReport implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupReport.class);

	private final Diagnostics diagnostics;

	private final MeterRegistry registry;

	private final Supplier<String> traces;

	/**
	 * Create a report.
	 * @param diagnostics finds what is wrong
	 * @param registry the meters of the service
	 * @param traces tells which traces are exported, and by what
	 */
	StartupReport(Diagnostics diagnostics, MeterRegistry registry, Supplier<String> traces) {
		this.diagnostics = diagnostics;
		this.registry = registry;
		this.traces = traces;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		List<Finding> findings = this.diagnostics.findings();
		logger.info("Observed by Telltale: {} objectives, traces {}{}", objectives(), this.traces.get(),
				findings.isEmpty() ? "" : ", " + findings.size() + " findings");
		for (Finding finding : findings) {
			finding.warn(logger);
		}
	}

	private long objectives() {
		return this.registry.find(SloMetricNames.OBJECTIVE)
			.meters()
			.stream()
			.map(Meter::getId)
			.map((id) -> id.getTag(SloMetricNames.SLO))
			.distinct()
			.count();
	}

}
