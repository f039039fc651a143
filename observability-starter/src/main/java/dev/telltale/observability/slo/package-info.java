/**
 * Service level objectives, declared in configuration and exported as metrics.
 */
@NullMarked
package dev.telltale.observability.slo;

import org.jspecify.annotations.NullMarked;
