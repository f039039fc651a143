/**
 * Reads what a target exposes to Prometheus.
 */
@NullMarked
package dev.telltale.tools.exposition;

import org.jspecify.annotations.NullMarked;
