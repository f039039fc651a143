/**
 * How the shop is paid: decided here, or asked of a service in the role payments.
 */
@NullMarked
package dev.telltale.sample.payments;

import org.jspecify.annotations.NullMarked;
