package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import dev.telltale.observability.business.BusinessMetrics;
import dev.telltale.observability.business.BusinessMetrics.BusinessEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides payments in this process.
 */
class LocalPayments implements Payments {

	private static final Logger logger = LoggerFactory.getLogger(LocalPayments.class);

	private static final Currency EURO = Currency.getInstance("EUR");

	private final List<DeclineRule> rules;

	private final BusinessEvent payments;

	LocalPayments(List<DeclineRule> rules, BusinessMetrics metrics) {
		this.rules = List.copyOf(rules);
		this.payments = metrics.event("payment").withCurrency(EURO);
	}

	@Override
	public Payment pay(BigDecimal amount, Currency currency) {
		for (DeclineRule rule : this.rules) {
			if (rule.declines(amount, currency)) {
				this.payments.failed();
				logger.warn("Payment of {} {} declined", amount, currency);
				throw new PaymentDeclinedException();
			}
		}
		Payment payment = new Payment(UUID.randomUUID().toString(), amount, currency.getCurrencyCode());
		this.payments.succeeded();
		this.payments.amount(amount, currency);
		logger.info("Payment {} of {} {} taken", payment.id(), amount, currency);
		return payment;
	}

}
