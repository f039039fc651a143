/**
 * Asks Prometheus.
 */
@NullMarked
package dev.telltale.tools.prometheus;

import org.jspecify.annotations.NullMarked;
