package dev.telltale.observability.diagnostics;

import java.util.List;

import dev.telltale.observability.slo.SloMetricNames;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says once, when the service is ready, what is observed; and, a line each, what is
 * wrong.
 */
class StartupReport implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupReport.class);

	private final Diagnostics diagnostics;

	private final MeterRegistry registry;

	private final Environment environment;

	StartupReport(Diagnostics diagnostics, MeterRegistry registry, Environment environment) {
		this.diagnostics = diagnostics;
		this.registry = registry;
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		List<Finding> findings = this.diagnostics.findings();
		logger.info("Observed by Telltale: {} objectives, traces {}{}", objectives(), traces(),
				findings.isEmpty() ? "" : ", " + findings.size() + " findings");
		for (Finding finding : findings) {
			logger.warn("{} {} [{}]", finding.problem(), finding.fix(), finding.id());
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

	private String traces() {
		String endpoint = this.environment.getProperty("management.opentelemetry.tracing.export.otlp.endpoint");
		if (!StringUtils.hasText(endpoint)) {
			return "not exported";
		}
		String probability = this.environment.getProperty("management.tracing.sampling.probability", "0.1");
		return "exported with a probability of " + probability;
	}

}
