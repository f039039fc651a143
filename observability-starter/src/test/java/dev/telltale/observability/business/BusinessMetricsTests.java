package dev.telltale.observability.business;

import java.math.BigDecimal;
import java.util.Currency;

import dev.telltale.observability.business.BusinessMetrics.BusinessEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BusinessMetrics}.
 */
class BusinessMetricsTests {

	private static final Currency EURO = Currency.getInstance("EUR");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final BusinessMetrics metrics = new BusinessMetrics(this.registry);

	@Test
	void bothOutcomesStartAtZero() {
		this.metrics.event("order");
		assertThat(this.registry.find("business.events").counters()).hasSize(2)
			.allSatisfy((counter) -> assertThat(counter.count()).isZero());
	}

	@Test
	void countsOutcomes() {
		BusinessEvent order = this.metrics.event("order");
		order.succeeded();
		order.succeeded();
		this.metrics.event("order").failed();
		assertThat(count("success")).isEqualTo(2);
		assertThat(count("failure")).isEqualTo(1);
	}

	@Test
	void addsMoneyByCurrency() {
		BusinessEvent order = this.metrics.event("order").withCurrency(EURO);
		assertThat(this.registry.get("business.amount").tag("currency", "EUR").counter().count()).isZero();
		order.amount(new BigDecimal("12.50"), EURO);
		assertThat(this.registry.get("business.amount").tag("currency", "EUR").counter().count()).isEqualTo(12.5);
	}

	@Test
	void refusesNegativeMoney() {
		BusinessEvent order = this.metrics.event("order");
		assertThatIllegalArgumentException().isThrownBy(() -> order.amount(new BigDecimal("-1"), EURO))
			.withMessageContaining("count refunds as an event of their own");
	}

	@Test
	void refusesNamesThatAreNoNames() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.metrics.event("Order 42"))
			.withMessageContaining("'Order 42'");
	}

	@Test
	void registersOwnGauges() {
		this.metrics.gauge("active_users", "Users", () -> 3);
		assertThat(this.registry.get("business.active_users").gauge().value()).isEqualTo(3);
	}

	private double count(String outcome) {
		return this.registry.get("business.events").tag("event", "order").tag("outcome", outcome).counter().count();
	}

}
