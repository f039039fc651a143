/**
 * Traces: what leaves the service, what it says about itself, and what is lost.
 */
@NullMarked
package dev.telltale.observability.tracing;

import org.jspecify.annotations.NullMarked;
