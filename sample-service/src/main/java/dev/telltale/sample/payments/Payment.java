package dev.telltale.sample.payments;

import java.math.BigDecimal;

/**
 * A payment that was made.
 *
 * @param id the identifier
 * @param amount what was paid
 * @param currency the currency of the amount, an ISO 4217 code
 */
public record Payment(String id, BigDecimal amount, String currency) {

}
