package dev.telltale.sample.payments;

import java.math.BigDecimal;
import java.util.Currency;

import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks a service in the role payments.
 */
class RemotePayments implements Payments {

	private final RestClient client;

	/**
	 * Create payments.
	 * @param client calls the service, with a time limit
	 */
	RemotePayments(RestClient client) {
		this.client = client;
	}

	@Override
	public Payment pay(BigDecimal amount, Currency currency) {
		try {
			Payment payment = this.client.post()
				.uri(PaymentController.PATH)
				.contentType(MediaType.APPLICATION_JSON)
				.body(new PaymentRequest(amount, currency.getCurrencyCode()))
				.retrieve()
				.body(Payment.class);
			if (payment == null) {
				throw new RestClientException("The answer holds no payment");
			}
			return payment;
		}
		catch (HttpClientErrorException ex) {
			if (ex.getStatusCode().value() == PaymentController.DECLINED) {
				throw new PaymentDeclinedException();
			}
			throw new PaymentsUnavailableException(ex);
		}
		catch (RestClientException ex) {
			throw new PaymentsUnavailableException(ex);
		}
	}

}
