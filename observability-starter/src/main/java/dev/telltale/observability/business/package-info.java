/**
 * Metrics of the business a service does.
 */
@NullMarked
package dev.telltale.observability.business;

import org.jspecify.annotations.NullMarked;
