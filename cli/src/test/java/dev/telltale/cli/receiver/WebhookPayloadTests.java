package dev.telltale.cli.receiver;

import java.time.Instant;

import dev.telltale.cli.receiver.Notification.Alert;
import dev.telltale.cli.receiver.Notification.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebhookPayloadTests {

	private static final Instant now = Instant.parse("2026-01-31T12:00:04Z");

	@Test
	void readsEveryFieldOfFiringNotification() throws Exception {
		Notification notification = read(Payloads.firing("HighErrorRate"));
		assertThat(notification.receivedAt()).isEqualTo(now);
		assertThat(notification.receiver()).isEqualTo("critical");
		assertThat(notification.status()).isEqualTo(Status.FIRING);
		assertThat(notification.groupLabels()).containsEntry("alertname", "HighErrorRate").hasSize(1);
		assertThat(notification.commonLabels()).containsEntry("job", "orders");
		assertThat(notification.externalUrl()).isEqualTo("http://127.0.0.1:9093");
		assertThat(notification.truncatedAlerts()).isEqualTo(2);
		assertThat(notification.alerts()).hasSize(1);
		Alert alert = notification.alerts().get(0);
		assertThat(alert.name()).isEqualTo("HighErrorRate");
		assertThat(alert.status()).isEqualTo(Status.FIRING);
		assertThat(alert.labels()).containsOnlyKeys("alertname", "job", "severity");
		assertThat(alert.annotations()).containsEntry("summary", "Requests fail.");
		assertThat(alert.startsAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.5Z"));
		assertThat(alert.endsAt()).isNull();
		assertThat(alert.fingerprint()).isEqualTo("9ab5d31a49ff570a");
		assertThat(alert.generatorUrl()).isEqualTo("http://127.0.0.1:9090/graph?g0.expr=up");
	}

	@Test
	void readsEndOfResolvedAlert() throws Exception {
		Notification notification = read(Payloads.resolved("HighErrorRate"));
		assertThat(notification.status()).isEqualTo(Status.RESOLVED);
		assertThat(notification.alerts().get(0).endsAt()).isEqualTo(Instant.parse("2026-01-31T12:05:00Z"));
	}

	@Test
	void toleratesAbsentOptionalFieldsAndUnknownOnes() throws Exception {
		Notification notification = read("""
				{"version":"4","status":"firing","novelty":[1],
				 "alerts":[{"status":"firing","startsAt":"2026-01-31T12:00:00Z","labels":null}]}""");
		assertThat(notification.groupLabels()).isEmpty();
		assertThat(notification.truncatedAlerts()).isZero();
		assertThat(notification.alerts().get(0).name()).isEmpty();
	}

	@Test
	void keepsOrderOfLabels() throws Exception {
		Notification notification = read("""
				{"version":"4","status":"firing","alerts":[],"groupLabels":{"z":"1","a":"2","m":"3","b":"4"}}""");
		assertThat(notification.groupLabels().keySet()).containsExactly("z", "a", "m", "b");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = '|',
			textBlock = """
					``                                                              | it is empty
					{"version":                                                     | it is not JSON at line 1, column 12
					{} {}                                                           | it is not JSON at line 1
					[]                                                              | it is not a JSON object
					{}                                                              | version is "", expected "4"
					{"version":"3"}                                                 | version is "3", expected "4"
					{"version":4}                                                   | version is not a string
					{"version":"4","status":"on"}                                   | status is "on", expected "firing" or "resolved"
					{"version":"4","status":"firing"}                               | alerts is not a list
					{"version":"4","status":"firing","alerts":[7]}                  | alerts[0] is not an object
					{"version":"4","status":"firing","alerts":[{}]}                 | alerts[0].startsAt is missing
					{"version":"4","status":"firing","alerts":[{"startsAt":"noon"}]} | alerts[0].startsAt is "noon", expected a time
					{"version":"4","status":"firing","alerts":[],"groupLabels":[]}  | groupLabels is not an object
					{"version":"4","status":"firing","alerts":[],"commonLabels":{"a":1}} | commonLabels.a is not a string
					{"version":"4","status":"firing","alerts":[],"truncatedAlerts":-1} | truncatedAlerts is not a count
					""")
	void saysWhatIsWrongAndWhere(String text, String message) {
		assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(() -> read(text))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	@Test
	void refusesEndlessNesting() {
		String nested = "[".repeat(100_000) + "]".repeat(100_000);
		assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(() -> read(nested))
			.withMessageStartingWith("it is not JSON")
			.withMessageContaining("nesting depth");
	}

	private static Notification read(String text) throws InvalidPayloadException {
		return WebhookPayload.read(WebhookPayload.parse(text), now, "critical");
	}

}
