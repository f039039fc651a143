package dev.telltale.sample.payments;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when a payment is declined: a failure of the business, not of the service.
 */
public class PaymentDeclinedException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	PaymentDeclinedException() {
		super(HttpStatus.PAYMENT_REQUIRED,
				ProblemDetail.forStatusAndDetail(HttpStatus.PAYMENT_REQUIRED, "The payment was declined"), null);
	}

}
