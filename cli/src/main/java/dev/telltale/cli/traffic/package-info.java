/**
 * Requests at a given rate.
 */
@NullMarked
package dev.telltale.cli.traffic;

import org.jspecify.annotations.NullMarked;
