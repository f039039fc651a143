package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * Takes payments. Thread-safe.
 */
public interface Payments {

	/**
	 * Take a payment.
	 * @param amount the amount, more than zero
	 * @param currency its currency
	 * @return the payment
	 * @throws PaymentDeclinedException if it is declined
	 * @throws PaymentsUnavailableException if nobody could decide in time. Whether the
	 * payment was made is then unknown
	 */
	Payment pay(BigDecimal amount, Currency currency);

}
