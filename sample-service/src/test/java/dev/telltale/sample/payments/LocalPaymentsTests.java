package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

import dev.telltale.observability.business.BusinessMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LocalPayments}.
 */
class LocalPaymentsTests {

	private static final BigDecimal AMOUNT = new BigDecimal("12.50");

	private static final Currency EURO = Currency.getInstance("EUR");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void countsWhatIsPaid() {
		Payment payment = payments().pay(AMOUNT, EURO);
		assertThat(payment.amount()).isEqualTo(AMOUNT);
		assertThat(payment.currency()).isEqualTo("EUR");
		assertThat(events("success")).isEqualTo(1);
		assertThat(events("failure")).isZero();
		assertThat(money()).isEqualTo(12.5);
	}

	@Test
	void oneRuleIsEnoughToDecline() {
		LocalPayments payments = payments((amount, currency) -> false, (amount, currency) -> true);
		assertThatExceptionOfType(PaymentDeclinedException.class).isThrownBy(() -> payments.pay(AMOUNT, EURO));
		assertThat(events("success")).isZero();
		assertThat(events("failure")).isEqualTo(1);
		assertThat(money()).isZero();
	}

	private LocalPayments payments(DeclineRule... rules) {
		return new LocalPayments(List.of(rules), new BusinessMetrics(this.registry));
	}

	private double events(String outcome) {
		return this.registry.get("business.events").tags("event", "payment", "outcome", outcome).counter().count();
	}

	private double money() {
		return this.registry.get("business.amount").tags("event", "payment", "currency", "EUR").counter().count();
	}

}
