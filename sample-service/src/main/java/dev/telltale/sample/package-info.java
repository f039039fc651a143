/**
 * The sample service: its start, its roles and its short addresses.
 */
@NullMarked
package dev.telltale.sample;

import org.jspecify.annotations.NullMarked;
