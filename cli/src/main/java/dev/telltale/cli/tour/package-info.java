/**
 * The tour of {@code docs/tour.md}, read and walked step by step.
 */
@NullMarked
package dev.telltale.cli.tour;

import org.jspecify.annotations.NullMarked;
