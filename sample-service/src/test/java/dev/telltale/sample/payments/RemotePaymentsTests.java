package dev.telltale.sample.payments;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.util.Currency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.test.web.client.ResponseCreator;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.content;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withException;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withStatus;

/**
 * Tests for {@link RemotePayments}.
 */
class RemotePaymentsTests {

	private static final BigDecimal AMOUNT = new BigDecimal("12.50");

	private static final Currency EURO = Currency.getInstance("EUR");

	private final RestClient.Builder builder = RestClient.builder().baseUrl("http://payments");

	private final MockRestServiceServer server = MockRestServiceServer.bindTo(this.builder).build();

	private final RemotePayments payments = new RemotePayments(this.builder.build());

	@Test
	void asksForTheExactAmount() {
		this.server.expect(requestTo("http://payments/payments"))
			.andExpect(content().string("{\"amount\":12.50,\"currency\":\"EUR\"}"))
			.andRespond(withStatus(HttpStatus.CREATED).contentType(MediaType.APPLICATION_JSON)
				.body("{\"id\":\"p1\",\"amount\":12.50,\"currency\":\"EUR\"}"));
		assertThat(this.payments.pay(AMOUNT, EURO)).isEqualTo(new Payment("p1", AMOUNT, "EUR"));
	}

	@Test
	void tellsADeclineFromAFailure() {
		answers(withStatus(HttpStatus.PAYMENT_REQUIRED));
		assertThatExceptionOfType(PaymentDeclinedException.class).isThrownBy(() -> this.payments.pay(AMOUNT, EURO));
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 429, 500, 503 })
	void anyOtherErrorMeansUnavailable(int status) {
		answers(withStatus(HttpStatusCode.valueOf(status)));
		assertUnavailable();
	}

	@Test
	void noAnswerMeansUnavailable() {
		answers(withException(new SocketTimeoutException("too slow")));
		assertThatExceptionOfType(PaymentsUnavailableException.class).isThrownBy(() -> this.payments.pay(AMOUNT, EURO))
			.withRootCauseInstanceOf(IOException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[1]", "{\"amount\":", "<html>" })
	void anAnswerThatIsNoPaymentMeansUnavailable(String body) {
		answers(withStatus(HttpStatus.CREATED).contentType(MediaType.APPLICATION_JSON).body(body));
		assertUnavailable();
	}

	@Test
	void anAnswerOfAnotherKindMeansUnavailable() {
		answers(withStatus(HttpStatus.OK).contentType(MediaType.TEXT_HTML).body("<html>"));
		assertUnavailable();
	}

	private void answers(ResponseCreator response) {
		this.server.expect(requestTo("http://payments/payments")).andRespond(response);
	}

	private void assertUnavailable() {
		assertThatExceptionOfType(PaymentsUnavailableException.class).isThrownBy(() -> this.payments.pay(AMOUNT, EURO))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
	}

}
