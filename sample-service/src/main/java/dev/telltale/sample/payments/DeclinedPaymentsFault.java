package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.telltale.faults.Budget;
import dev.telltale.faults.Fault;
import dev.telltale.faults.Parameter;
import dev.telltale.faults.Settings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Payments are declined. It is there where payments are decided: in the role payments,
 * and in the role orders when that decides by itself.
 * <p>
 * Raises LowOrderSuccessRate at the orders, and nothing else: a 402 is no failure of the
 * service.
 */
@ConditionalOnBooleanProperty("telltale.faults.enabled")
@Conditional(OnLocalPayments.class)
@Component
class DeclinedPaymentsFault implements Fault, DeclineRule {

	private static final Parameter<Double> PROBABILITY = Parameter.share("probability", 0.5);

	private volatile @Nullable Active active;

	@Override
	public String name() {
		return "declined-payments";
	}

	@Override
	public String description() {
		return "Payments are declined.";
	}

	@Override
	public List<Parameter<?>> parameters() {
		return List.of(PROBABILITY);
	}

	@Override
	public boolean isCounted() {
		return true;
	}

	@Override
	public Undo start(Settings settings, Budget budget) {
		this.active = new Active(settings.get(PROBABILITY), budget);
		return () -> this.active = null;
	}

	@Override
	public boolean declines(BigDecimal amount, Currency currency) {
		Active active = this.active;
		return active != null && ThreadLocalRandom.current().nextDouble() < active.probability && active.budget.take();
	}

	private record Active(double probability, Budget budget) {

	}

}
