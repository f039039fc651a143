/**
 * Scenarios: a fault, what must follow from it, and the verdict.
 */
@NullMarked
package dev.telltale.cli.scenario;

import org.jspecify.annotations.NullMarked;
