package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * A reason to decline payments. Of all rules one is enough. Thread-safe.
 */
@FunctionalInterface
public interface DeclineRule {

	/**
	 * Return whether a payment is declined.
	 * @param amount its amount
	 * @param currency its currency
	 * @return whether it is
	 */
	boolean declines(BigDecimal amount, Currency currency);

}
