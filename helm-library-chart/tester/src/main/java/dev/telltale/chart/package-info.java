/**
 * Tests Helm charts: renders them in process, reads the objects by path and validates
 * them as strictly as a cluster would.
 */
@NullMarked
package dev.telltale.chart;

import org.jspecify.annotations.NullMarked;
