package dev.telltale.observability.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.observability.cardinality.CardinalityMetricNames;
import dev.telltale.observability.health.HealthMetricNames;
import dev.telltale.observability.identity.IdentityMetricNames;
import dev.telltale.observability.logging.LogMetricNames;
import dev.telltale.observability.slo.SloMetricNames;
import dev.telltale.observability.tracing.SpanMetricNames;

import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;

/**
 * Finds meters that dashboards and alerts read, and that a setting switches off or
 * renames.
 */
class MeterCheck implements DiagnosticCheck {

	static final String SERVER_REQUESTS = "http.server.requests";

	private static final List<String> READ = List.of(SERVER_REQUESTS, SloMetricNames.EVENTS, SloMetricNames.OBJECTIVE,
			SloMetricNames.LATENCY_THRESHOLD, SloMetricNames.MIN_BAD_EVENTS, SloMetricNames.IGNORED_EVENTS,
			HealthMetricNames.HEALTH, HealthMetricNames.REFRESH_TIMESTAMP, IdentityMetricNames.INFO,
			CardinalityMetricNames.COLLAPSED, CardinalityMetricNames.COLLAPSED_TAGS, LogMetricNames.EVENTS_DROPPED,
			SpanMetricNames.DROPPED, SpanMetricNames.EXPORTED);

	private final Switches switches;

	private final String serverRequests;

	MeterCheck(MetricsProperties metrics, ObservationProperties observations) {
		this.switches = new Switches("management.metrics.enable", metrics.getEnable());
		this.serverRequests = observations.getHttp().getServer().getRequests().getName();
	}

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		if (!this.serverRequests.equals(SERVER_REQUESTS)) {
			findings.add(new Finding("requests-renamed",
					"management.observations.http.server.requests.name calls requests %s; dashboards and alerts read %s."
						.formatted(this.serverRequests, SERVER_REQUESTS),
					"Remove it."));
		}
		Map<String, List<String>> off = new LinkedHashMap<>();
		for (String meter : READ) {
			String property = this.switches.findOff(meter);
			if (property != null) {
				off.computeIfAbsent(property, (key) -> new ArrayList<>()).add(meter);
			}
		}
		off.forEach((property,
				meters) -> findings.add(new Finding("meters-off",
						"%s is false, so %s %s missing, which dashboards and alerts read.".formatted(property,
								String.join(", ", meters), (meters.size() > 1) ? "are" : "is"),
						"Remove it, or switch the feature off by its telltale.<feature>.enabled.")));
		return findings;
	}

}
