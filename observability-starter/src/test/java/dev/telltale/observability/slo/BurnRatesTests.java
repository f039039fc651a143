package dev.telltale.observability.slo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BurnRates}.
 */
class BurnRatesTests {

	@ParameterizedTest
	@ValueSource(doubles = { 0.931, 0.95, 0.99, 0.9999 })
	void saysNothingIfAllAlertsCanFire(double objective) {
		assertThat(BurnRates.describeSilence(objective)).isNull();
	}

	@Test
	void tellsThatNobodyIsPagedWithinMinutes() {
		assertThat(BurnRates.describeSilence(0.9)).contains("1 / (1 - 0.9) = 10.00 times",
				"the alert at 14.4 times can never fire. To be paged within minutes, promise more than 0.9306");
	}

	@Test
	void tellsThatNobodyIsPagedAtAll() {
		assertThat(BurnRates.describeSilence(0.8)).contains("1 / (1 - 0.8) = 5.00 times",
				"nor can any other that pages. To be paged at all, promise more than 0.8333");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.9305, 0.8333, 0.5, 0.001 })
	void saysSomethingUpToTheLimit(double objective) {
		assertThat(BurnRates.describeSilence(objective)).isNotNull();
	}

}
