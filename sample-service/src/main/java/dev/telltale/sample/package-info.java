/**
 * The order service: its start and its short addresses.
 */
@NullMarked
package dev.telltale.sample;

import org.jspecify.annotations.NullMarked;
