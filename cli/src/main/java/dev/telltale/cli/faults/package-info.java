/**
 * Faults of a running service: which there are, switched on and off by its endpoint.
 */
@NullMarked
package dev.telltale.cli.faults;

import org.jspecify.annotations.NullMarked;
