package dev.telltale.observability.tracing;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpenTelemetryExportLogs}.
 */
class OpenTelemetryExportLogsTests {

	private final Logger logger = Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter");

	@Test
	void keepsFailuresOfSpansOutAndRemembersThem() {
		try (OpenTelemetryExportLogs logs = new OpenTelemetryExportLogs()) {
			assertThat(passes("Failed to export spans. Server responded with HTTP status code 503. " + "x".repeat(999)))
				.isFalse();
			assertThat(logs.lastFailure()).startsWith("Failed to export spans.").contains("503").hasSize(200);
		}
	}

	@Test
	void leavesOtherSignalsAndUnknownLinesAlone() {
		try (OpenTelemetryExportLogs logs = new OpenTelemetryExportLogs()) {
			assertThat(passes("Failed to export logs. The request could not be executed.")).isTrue();
			assertThat(passes("Something new")).isTrue();
			assertThat(passes(null)).isTrue();
			assertThat(logs.lastFailure()).isNull();
		}
	}

	@Test
	void asksTheFilterThatWasThereBefore() {
		Filter own = (record) -> false;
		this.logger.setFilter(own);
		try {
			try (OpenTelemetryExportLogs logs = new OpenTelemetryExportLogs()) {
				assertThat(passes("Something new")).isFalse();
			}
			assertThat(this.logger.getFilter()).isSameAs(own);
		}
		finally {
			this.logger.setFilter(null);
		}
	}

	@Test
	void lettingGoInAnotherOrderLeavesNothingBehind() {
		OpenTelemetryExportLogs first = new OpenTelemetryExportLogs();
		OpenTelemetryExportLogs second = new OpenTelemetryExportLogs();
		first.close();
		assertThat(passes("Failed to export spans.")).isFalse();
		second.close();
		assertThat(passes("Failed to export spans.")).isTrue();
		this.logger.setFilter(null);
	}

	private boolean passes(String message) {
		return this.logger.getFilter().isLoggable(new LogRecord(Level.WARNING, message));
	}

}
