package dev.telltale.sample.orders;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Thrown when a payment is declined: a failure of the business, not of the service.
 */
@ResponseStatus(HttpStatus.PAYMENT_REQUIRED)
class PaymentDeclinedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PaymentDeclinedException() {
		super("The payment was declined");
	}

}
