package dev.telltale.cli.receiver;

/**
 * Payloads as Alertmanager sends them.
 */
final class Payloads {

	private Payloads() {
	}

	static String firing(String alertname) {
		return """
				{"receiver":"critical","status":"firing","alerts":[{"status":"firing",\
				"labels":{"alertname":"%1$s","job":"orders","severity":"critical"},\
				"annotations":{"summary":"Requests fail.","runbook_url":"http://127.0.0.1/runbook"},\
				"startsAt":"2026-01-31T13:00:00.5+01:00","endsAt":"0001-01-01T00:00:00Z",\
				"generatorURL":"http://127.0.0.1:9090/graph?g0.expr=up","fingerprint":"9ab5d31a49ff570a"}],\
				"groupLabels":{"alertname":"%1$s"},"commonLabels":{"alertname":"%1$s","job":"orders"},\
				"commonAnnotations":{},"externalURL":"http://127.0.0.1:9093","version":"4",\
				"groupKey":"{}:{alertname=\\"%1$s\\"}","truncatedAlerts":2}
				""".formatted(alertname);
	}

	static String resolved(String alertname) {
		return firing(alertname).replace("\"firing\"", "\"resolved\"")
			.replace("0001-01-01T00:00:00Z", "2026-01-31T12:05:00Z");
	}

}
