/**
 * The orders of the shop, and the money they bring.
 */
@NullMarked
package dev.telltale.sample.orders;

import org.jspecify.annotations.NullMarked;
