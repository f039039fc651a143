/**
 * The users of the shop.
 */
@NullMarked
package dev.telltale.sample.users;

import org.jspecify.annotations.NullMarked;
