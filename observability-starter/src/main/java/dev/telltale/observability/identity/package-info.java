/**
 * Who a service is: its name, version, revision and environment, the same for metrics,
 * logs and traces.
 */
@NullMarked
package dev.telltale.observability.identity;

import org.jspecify.annotations.NullMarked;
