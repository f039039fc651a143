package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What somebody asks to pay.
 *
 * @param amount the amount
 * @param currency its currency, an ISO 4217 code
 */
record PaymentRequest(@Nullable BigDecimal amount, @Nullable String currency) {

	private static final BigDecimal MAXIMUM = BigDecimal.TEN.pow(10);

	/**
	 * Return the currency.
	 * @return the currency
	 * @throws ResponseStatusException with status 400 if there is none of that code
	 */
	Currency checkedCurrency() {
		if (this.currency == null) {
			throw invalid("currency is missing: give an ISO 4217 code, such as EUR");
		}
		try {
			Currency known = Currency.getInstance(this.currency);
			if (known.getDefaultFractionDigits() >= 0) {
				return known;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw invalid("currency is not one to pay in: give an ISO 4217 code, such as EUR");
	}

	/**
	 * Return the amount, with as many digits as its currency has.
	 * @param currency the currency
	 * @return the amount
	 * @throws ResponseStatusException with status 400 if it is none that can be paid
	 */
	BigDecimal checkedAmount(Currency currency) {
		if (this.amount == null) {
			throw invalid("amount is missing: give a number, such as 12.50");
		}
		if (this.amount.signum() <= 0 || this.amount.compareTo(MAXIMUM) >= 0) {
			throw invalid("amount must be more than 0 and less than " + MAXIMUM);
		}
		int digits = currency.getDefaultFractionDigits();
		if (this.amount.stripTrailingZeros().scale() > digits) {
			throw invalid("amount has more digits than %s, which has %d after the point".formatted(currency, digits));
		}
		return this.amount.setScale(digits);
	}

	private static ResponseStatusException invalid(String message) {
		return new ResponseStatusException(HttpStatus.BAD_REQUEST, message);
	}

}
