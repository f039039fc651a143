package dev.telltale.sample.orders;

import java.math.BigDecimal;

/**
 * An order that was paid.
 *
 * @param id the identifier
 * @param item what was ordered
 * @param amount what it costs
 * @param currency the currency of the amount, an ISO 4217 code
 */
record Order(long id, String item, BigDecimal amount, String currency) {

}
