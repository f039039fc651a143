/**
 * The health of a service as metrics.
 */
@NullMarked
package dev.telltale.observability.health;

import org.jspecify.annotations.NullMarked;
