package dev.telltale.sample.payments;

import java.util.Currency;

import dev.telltale.sample.PaymentsRole;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@PaymentsRole
@RestController
@RequestMapping(PaymentController.PATH)
class PaymentController {

	static final String PATH = "/payments";

	/** The status of an answer to a payment that is declined. */
	static final int DECLINED = 402;

	private final Payments payments;

	PaymentController(Payments payments) {
		this.payments = payments;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Payment pay(@RequestBody PaymentRequest request) {
		Currency currency = request.checkedCurrency();
		return this.payments.pay(request.checkedAmount(currency), currency);
	}

}
