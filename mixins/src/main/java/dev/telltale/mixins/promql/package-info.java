/**
 * Reads, rewrites and prints PromQL, as far as Prometheus 2.42 and 3 share it.
 */
@NullMarked
package dev.telltale.mixins.promql;

import org.jspecify.annotations.NullMarked;
