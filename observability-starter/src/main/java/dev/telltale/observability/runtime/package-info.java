/**
 * What Boot leaves out of the metrics about the Java virtual machine.
 */
@NullMarked
package dev.telltale.observability.runtime;

import org.jspecify.annotations.NullMarked;
