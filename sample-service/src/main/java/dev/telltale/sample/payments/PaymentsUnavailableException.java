package dev.telltale.sample.payments;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when the service that takes the payments is away, too slow or answers with an
 * error. It is answered with 503, for the shop as a whole fails its user.
 */
public class PaymentsUnavailableException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	PaymentsUnavailableException(Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Payments are not possible at the moment: try again later"), cause);
	}

}
