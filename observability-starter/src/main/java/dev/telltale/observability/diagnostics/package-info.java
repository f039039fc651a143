/**
 * Says what is wrong with a service's observability, and what to do about it.
 */
@NullMarked
package dev.telltale.observability.diagnostics;

import org.jspecify.annotations.NullMarked;
